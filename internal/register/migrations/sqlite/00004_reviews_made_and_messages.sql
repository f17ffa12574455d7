-- What came of reviews, and whom they were handed to; uses of break-glass access,
-- which a review can take away; messages to be delivered; and who is at work on
-- which tenant.

-- +goose Up

-- A review can revoke break-glass access: only a new table has another CHECK.
CREATE TABLE break_glass_4 (
    id            TEXT    NOT NULL PRIMARY KEY,
    revision      INTEGER NOT NULL CHECK (revision > 0),
    created_at    TEXT    NOT NULL,
    updated_at    TEXT    NOT NULL,
    updated_by    TEXT    NOT NULL,
    tenant_id     TEXT    NOT NULL REFERENCES tenants (id),
    identity_id   TEXT    NOT NULL,
    system_id     TEXT    NOT NULL REFERENCES systems (id),
    privilege     TEXT    NOT NULL CHECK (privilege <> ''),
    scope         TEXT    NOT NULL,
    max_duration  TEXT    NOT NULL CHECK (max_duration <> ''),
    review_within TEXT    NOT NULL CHECK (review_within <> ''),
    activators    TEXT    NOT NULL CHECK (json_type(activators) = 'array'),
    reason        TEXT    NOT NULL CHECK (reason <> ''),
    requested_by  TEXT    NOT NULL CHECK (requested_by <> ''),
    approvals     TEXT    NOT NULL CHECK (json_type(approvals) = 'array'),
    revoked_at    TEXT,
    status        TEXT    CHECK (status IN ('pending', 'active', 'revoked')),
    UNIQUE (identity_id, system_id, privilege, scope),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES identities (tenant_id, id)
) STRICT;
INSERT INTO break_glass_4
    SELECT id, revision, created_at, updated_at, updated_by, tenant_id, identity_id, system_id, privilege, scope,
           max_duration, review_within, activators, reason, requested_by, approvals, NULL, status
    FROM break_glass;
DROP TABLE break_glass;
ALTER TABLE break_glass_4 RENAME TO break_glass;
CREATE INDEX break_glass_by_tenant ON break_glass (tenant_id);
CREATE INDEX break_glass_by_system ON break_glass (system_id);

-- The access, the schedule and the subject may go before what was done about them:
-- these are no foreign keys.
CREATE TABLE activations (
    id             TEXT    NOT NULL PRIMARY KEY,
    revision       INTEGER NOT NULL CHECK (revision > 0),
    created_at     TEXT    NOT NULL,
    updated_at     TEXT    NOT NULL,
    updated_by     TEXT    NOT NULL,
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id),
    break_glass_id TEXT    NOT NULL CHECK (break_glass_id <> ''),
    activator      TEXT    NOT NULL CHECK (activator <> ''),
    reason         TEXT    NOT NULL CHECK (reason <> ''),
    starts_at      TEXT    NOT NULL,
    ends_at        TEXT    NOT NULL CHECK (ends_at > starts_at),
    ended_at       TEXT,
    ended_by       TEXT    NOT NULL,
    granted        INTEGER NOT NULL CHECK (granted IN (0, 1)),
    signature      TEXT    NOT NULL CHECK (signature <> '')
) STRICT;
CREATE INDEX activations_by_tenant ON activations (tenant_id);
CREATE INDEX activations_by_break_glass ON activations (break_glass_id);
CREATE UNIQUE INDEX activations_open ON activations (tenant_id, break_glass_id) WHERE ended_at IS NULL;

CREATE TABLE attestations (
    id           TEXT    NOT NULL PRIMARY KEY,
    revision     INTEGER NOT NULL CHECK (revision > 0),
    created_at   TEXT    NOT NULL,
    updated_at   TEXT    NOT NULL,
    updated_by   TEXT    NOT NULL,
    tenant_id    TEXT    NOT NULL REFERENCES tenants (id),
    source_id    TEXT    NOT NULL CHECK (source_id <> ''),
    subject_kind TEXT    NOT NULL CHECK (subject_kind IN ('entitlement', 'entitlement_set', 'identity', 'exception', 'break_glass')),
    subject_id   TEXT    NOT NULL CHECK (subject_id <> ''),
    due_at       TEXT    NOT NULL,
    outcome      TEXT    NOT NULL CHECK (outcome IN ('keep', 'revoke', 'reduce')),
    remaining    TEXT    NOT NULL CHECK (json_type(remaining) = 'array'),
    expires_at   TEXT,
    reviewer     TEXT    NOT NULL CHECK (reviewer <> ''),
    reason       TEXT    NOT NULL CHECK (reason <> ''),
    evidence     TEXT    NOT NULL CHECK (json_type(evidence) = 'object'),
    signature    TEXT    NOT NULL CHECK (signature <> ''),
    UNIQUE (tenant_id, source_id, subject_id, due_at)
) STRICT;

CREATE TABLE delegations (
    id            TEXT    NOT NULL PRIMARY KEY,
    revision      INTEGER NOT NULL CHECK (revision > 0),
    created_at    TEXT    NOT NULL,
    updated_at    TEXT    NOT NULL,
    updated_by    TEXT    NOT NULL,
    tenant_id     TEXT    NOT NULL REFERENCES tenants (id),
    source_id     TEXT    NOT NULL CHECK (source_id <> ''),
    subject_id    TEXT    NOT NULL CHECK (subject_id <> ''),
    due_at        TEXT    NOT NULL,
    from_reviewer TEXT    NOT NULL CHECK (from_reviewer <> ''),
    to_reviewer   TEXT    NOT NULL CHECK (to_reviewer NOT IN ('', from_reviewer)),
    reason        TEXT    NOT NULL CHECK (reason <> ''),
    signature     TEXT    NOT NULL CHECK (signature <> '')
) STRICT;
CREATE INDEX delegations_by_tenant ON delegations (tenant_id);

-- A message without a tenant is for who operates all of them.
CREATE TABLE messages (
    id              TEXT    NOT NULL PRIMARY KEY,
    revision        INTEGER NOT NULL CHECK (revision > 0),
    created_at      TEXT    NOT NULL,
    updated_at      TEXT    NOT NULL,
    updated_by      TEXT    NOT NULL,
    tenant_id       TEXT    REFERENCES tenants (id),
    message_key     TEXT    NOT NULL CHECK (message_key <> ''),
    sink            TEXT    NOT NULL CHECK (sink <> ''),
    event           TEXT    NOT NULL CHECK (json_valid(event)),
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts        INTEGER NOT NULL CHECK (attempts >= 0),
    next_attempt_at TEXT,
    delivered_at    TEXT,
    reference       TEXT    NOT NULL,
    problem         TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_by_key ON messages (coalesce(tenant_id, ''), message_key, sink);
CREATE INDEX messages_by_tenant ON messages (tenant_id);

-- Who is at work on a tenant, and until when unless they say so again, in
-- milliseconds since 1970. What is here is no record.
CREATE TABLE claims (
    tenant_id TEXT    NOT NULL PRIMARY KEY,
    holder    TEXT    NOT NULL,
    until     INTEGER NOT NULL
) STRICT;
