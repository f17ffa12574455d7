-- What came of reviews, and whom they were handed to; uses of break-glass access,
-- which a review can take away; messages to be delivered; and who is at work on
-- which tenant.

-- +goose Up
ALTER TABLE nhi.break_glass ADD COLUMN revoked_at TIMESTAMPTZ;
ALTER TABLE nhi.break_glass DROP CONSTRAINT break_glass_status_check;
ALTER TABLE nhi.break_glass ADD CONSTRAINT break_glass_status_check CHECK (status IN ('pending', 'active', 'revoked'));

-- The access, the schedule and the subject may go before what was done about them:
-- these are no foreign keys.
CREATE TABLE nhi.activations (
    id             TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision       BIGINT      NOT NULL CHECK (revision > 0),
    created_at     TIMESTAMPTZ NOT NULL,
    updated_at     TIMESTAMPTZ NOT NULL,
    updated_by     TEXT        NOT NULL,
    tenant_id      TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    break_glass_id TEXT        COLLATE "C" NOT NULL CHECK (break_glass_id <> ''),
    activator      TEXT        NOT NULL CHECK (activator <> ''),
    reason         TEXT        NOT NULL CHECK (reason <> ''),
    starts_at      TIMESTAMPTZ NOT NULL,
    ends_at        TIMESTAMPTZ NOT NULL CHECK (ends_at > starts_at),
    ended_at       TIMESTAMPTZ,
    ended_by       TEXT        NOT NULL,
    granted        BOOLEAN     NOT NULL,
    signature      TEXT        NOT NULL CHECK (signature <> '')
);
CREATE INDEX activations_by_tenant ON nhi.activations (tenant_id);
CREATE INDEX activations_by_break_glass ON nhi.activations (break_glass_id);
CREATE UNIQUE INDEX activations_open ON nhi.activations (tenant_id, break_glass_id) WHERE ended_at IS NULL;

CREATE TABLE nhi.attestations (
    id           TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision     BIGINT      NOT NULL CHECK (revision > 0),
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    updated_by   TEXT        NOT NULL,
    tenant_id    TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    source_id    TEXT        COLLATE "C" NOT NULL CHECK (source_id <> ''),
    subject_kind TEXT        NOT NULL CHECK (subject_kind IN ('entitlement', 'entitlement_set', 'identity', 'exception', 'break_glass')),
    subject_id   TEXT        COLLATE "C" NOT NULL CHECK (subject_id <> ''),
    due_at       TIMESTAMPTZ NOT NULL,
    outcome      TEXT        NOT NULL CHECK (outcome IN ('keep', 'revoke', 'reduce')),
    remaining    JSONB       NOT NULL CHECK (jsonb_typeof(remaining) = 'array'),
    expires_at   TIMESTAMPTZ,
    reviewer     TEXT        NOT NULL CHECK (reviewer <> ''),
    reason       TEXT        NOT NULL CHECK (reason <> ''),
    evidence     JSONB       NOT NULL CHECK (jsonb_typeof(evidence) = 'object'),
    signature    TEXT        NOT NULL CHECK (signature <> ''),
    UNIQUE (tenant_id, source_id, subject_id, due_at)
);

CREATE TABLE nhi.delegations (
    id            TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision      BIGINT      NOT NULL CHECK (revision > 0),
    created_at    TIMESTAMPTZ NOT NULL,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    TEXT        NOT NULL,
    tenant_id     TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    source_id     TEXT        COLLATE "C" NOT NULL CHECK (source_id <> ''),
    subject_id    TEXT        COLLATE "C" NOT NULL CHECK (subject_id <> ''),
    due_at        TIMESTAMPTZ NOT NULL,
    from_reviewer TEXT        NOT NULL CHECK (from_reviewer <> ''),
    to_reviewer   TEXT        NOT NULL CHECK (to_reviewer NOT IN ('', from_reviewer)),
    reason        TEXT        NOT NULL CHECK (reason <> ''),
    signature     TEXT        NOT NULL CHECK (signature <> '')
);
CREATE INDEX delegations_by_tenant ON nhi.delegations (tenant_id);

-- A message without a tenant is for who operates all of them. Its event is text,
-- for its bytes are what is delivered.
CREATE TABLE nhi.messages (
    id              TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision        BIGINT      NOT NULL CHECK (revision > 0),
    created_at      TIMESTAMPTZ NOT NULL,
    updated_at      TIMESTAMPTZ NOT NULL,
    updated_by      TEXT        NOT NULL,
    tenant_id       TEXT        COLLATE "C" REFERENCES nhi.tenants (id),
    message_key     TEXT        NOT NULL CHECK (message_key <> ''),
    sink            TEXT        NOT NULL CHECK (sink <> ''),
    event           TEXT        NOT NULL CHECK (event::jsonb IS NOT NULL),
    state           TEXT        NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts        BIGINT      NOT NULL CHECK (attempts >= 0),
    next_attempt_at TIMESTAMPTZ,
    delivered_at    TIMESTAMPTZ,
    reference       TEXT        NOT NULL,
    problem         TEXT        NOT NULL
);
CREATE UNIQUE INDEX messages_by_key ON nhi.messages (coalesce(tenant_id, ''), message_key, sink);
CREATE INDEX messages_by_tenant ON nhi.messages (tenant_id);

-- Who is at work on a tenant locks its row, on a connection of its own. What is
-- here is no record, and nothing waits for it: no foreign key.
CREATE TABLE nhi.claims (
    tenant_id TEXT COLLATE "C" NOT NULL PRIMARY KEY
);

ALTER TABLE nhi.activations  ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.attestations ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.delegations  ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.messages     ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.claims       ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON nhi.activations  USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.attestations USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.delegations  USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.messages     USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.claims       USING (tenant_id IN (SELECT id FROM nhi.tenants));
