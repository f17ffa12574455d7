-- What an identity holds in a system as a whole, parameters of controls as one
-- tenant has them, and access for emergencies; and what an entry of the log is
-- about, for those who look for decisions.

-- +goose Up
CREATE TABLE nhi.entitlement_sets (
    id                  TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision            BIGINT      NOT NULL CHECK (revision > 0),
    created_at          TIMESTAMPTZ NOT NULL,
    updated_at          TIMESTAMPTZ NOT NULL,
    updated_by          TEXT        NOT NULL,
    tenant_id           TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    identity_id         TEXT        COLLATE "C" NOT NULL,
    system_id           TEXT        COLLATE "C" NOT NULL REFERENCES nhi.systems (id),
    justification       TEXT        NOT NULL CHECK (justification <> ''),
    starts_at           TIMESTAMPTZ,
    expires_at          TIMESTAMPTZ CHECK (expires_at > starts_at),
    review_schedule_id  TEXT        COLLATE "C",
    terraform_addresses JSONB       NOT NULL CHECK (jsonb_typeof(terraform_addresses) = 'array'),
    status              TEXT        CHECK (status IN ('scheduled', 'active', 'quarantined', 'expired', 'revoked')),
    granted             BOOLEAN     NOT NULL,
    UNIQUE (identity_id, system_id),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES nhi.identities (tenant_id, id),
    FOREIGN KEY (tenant_id, review_schedule_id) REFERENCES nhi.review_schedules (tenant_id, id)
);
CREATE INDEX entitlement_sets_by_system ON nhi.entitlement_sets (system_id);
CREATE INDEX entitlement_sets_by_review_schedule ON nhi.entitlement_sets (review_schedule_id);

CREATE TABLE nhi.entitlement_set_privileges (
    tenant_id          TEXT        COLLATE "C" NOT NULL,
    entitlement_set_id TEXT        COLLATE "C" NOT NULL,
    privilege          TEXT        NOT NULL CHECK (privilege <> ''),
    scope              TEXT        NOT NULL,
    privileged         BOOLEAN     NOT NULL,
    PRIMARY KEY (entitlement_set_id, privilege, scope),
    FOREIGN KEY (tenant_id, entitlement_set_id) REFERENCES nhi.entitlement_sets (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE nhi.variations (
    id           TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision     BIGINT      NOT NULL CHECK (revision > 0),
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    updated_by   TEXT        NOT NULL,
    tenant_id    TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    control      TEXT        NOT NULL CHECK (control <> ''),
    parameter    TEXT        NOT NULL CHECK (parameter <> ''),
    value        TEXT        NOT NULL CHECK (value <> ''),
    reason       TEXT        NOT NULL CHECK (reason <> ''),
    requested_by TEXT        NOT NULL CHECK (requested_by <> ''),
    expires_at   TIMESTAMPTZ,
    approvals    JSONB       NOT NULL CHECK (jsonb_typeof(approvals) = 'array'),
    status       TEXT        CHECK (status IN ('pending', 'active', 'expired')),
    UNIQUE (tenant_id, control, parameter)
);

CREATE TABLE nhi.break_glass (
    id            TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision      BIGINT      NOT NULL CHECK (revision > 0),
    created_at    TIMESTAMPTZ NOT NULL,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    TEXT        NOT NULL,
    tenant_id     TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    identity_id   TEXT        COLLATE "C" NOT NULL,
    system_id     TEXT        COLLATE "C" NOT NULL REFERENCES nhi.systems (id),
    privilege     TEXT        NOT NULL CHECK (privilege <> ''),
    scope         TEXT        NOT NULL,
    max_duration  TEXT        NOT NULL CHECK (max_duration <> ''),
    review_within TEXT        NOT NULL CHECK (review_within <> ''),
    activators    JSONB       NOT NULL CHECK (jsonb_typeof(activators) = 'array'),
    reason        TEXT        NOT NULL CHECK (reason <> ''),
    requested_by  TEXT        NOT NULL CHECK (requested_by <> ''),
    approvals     JSONB       NOT NULL CHECK (jsonb_typeof(approvals) = 'array'),
    status        TEXT        CHECK (status IN ('pending', 'active')),
    UNIQUE (identity_id, system_id, privilege, scope),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES nhi.identities (tenant_id, id)
);
CREATE INDEX break_glass_by_tenant ON nhi.break_glass (tenant_id);
CREATE INDEX break_glass_by_system ON nhi.break_glass (system_id);

ALTER TABLE nhi.audit_entries ADD COLUMN kind TEXT COLLATE "C" GENERATED ALWAYS AS (entry::jsonb ->> 'kind') STORED;
CREATE INDEX audit_entries_by_kind ON nhi.audit_entries (kind, tenant_id);

ALTER TABLE nhi.entitlement_sets           ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.entitlement_set_privileges ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.variations                 ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.break_glass                ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON nhi.entitlement_sets
    USING (tenant_id IN (SELECT id FROM nhi.tenants))
    WITH CHECK (tenant_id IN (SELECT id FROM nhi.tenants) AND system_id IN (SELECT id FROM nhi.systems));
CREATE POLICY own ON nhi.entitlement_set_privileges
    USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.variations
    USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.break_glass
    USING (tenant_id IN (SELECT id FROM nhi.tenants))
    WITH CHECK (tenant_id IN (SELECT id FROM nhi.tenants) AND system_id IN (SELECT id FROM nhi.systems));
