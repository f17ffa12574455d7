-- Everything is in a schema of its own, nhi, and is named with it: nothing
-- depends on anybody's search_path. Ids are UUIDv7 text, in byte order. What
-- refers to another record is a foreign key, and those inside one tenant carry
-- the tenant with them; sets and maps that are only ever read as a whole are JSON.

-- +goose Up
CREATE TABLE nhi.tenants (
    id                 TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision           BIGINT      NOT NULL CHECK (revision > 0),
    created_at         TIMESTAMPTZ NOT NULL,
    updated_at         TIMESTAMPTZ NOT NULL,
    updated_by         TEXT        NOT NULL,
    slug               TEXT        NOT NULL UNIQUE CHECK (slug NOT IN ('', 'shared')),
    name               TEXT        NOT NULL CHECK (name <> ''),
    ring               BIGINT      NOT NULL CHECK (ring >= 0),
    contract_start     TIMESTAMPTZ NOT NULL,
    contract_end       TIMESTAMPTZ CHECK (contract_end > contract_start),
    owner              TEXT        NOT NULL CHECK (owner <> ''),
    approved_vaults    JSONB       NOT NULL CHECK (jsonb_typeof(approved_vaults) = 'array'),
    selector_tags      JSONB       NOT NULL CHECK (jsonb_typeof(selector_tags) = 'object'),
    selector_accounts  JSONB       NOT NULL CHECK (jsonb_typeof(selector_accounts) = 'array'),
    selector_addresses JSONB       NOT NULL CHECK (jsonb_typeof(selector_addresses) = 'array'),
    labels             JSONB       NOT NULL CHECK (jsonb_typeof(labels) = 'object'),
    offboard           BOOLEAN     NOT NULL
);

-- A system without a tenant is shared.
CREATE TABLE nhi.systems (
    id         TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision   BIGINT      NOT NULL CHECK (revision > 0),
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    updated_by TEXT        NOT NULL,
    tenant_id  TEXT        COLLATE "C" REFERENCES nhi.tenants (id),
    name       TEXT        NOT NULL CHECK (name <> ''),
    kind       TEXT        NOT NULL CHECK (kind IN ('record', 'ldap', 'scim', 'postgresql')),
    config     JSONB       NOT NULL CHECK (jsonb_typeof(config) = 'object')
);
CREATE UNIQUE INDEX systems_by_name ON nhi.systems (coalesce(tenant_id, ''), name);

CREATE TABLE nhi.identities (
    id                      TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision                BIGINT      NOT NULL CHECK (revision > 0),
    created_at              TIMESTAMPTZ NOT NULL,
    updated_at              TIMESTAMPTZ NOT NULL,
    updated_by              TEXT        NOT NULL,
    tenant_id               TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    name                    TEXT        NOT NULL CHECK (name <> ''),
    kind                    TEXT        NOT NULL CHECK (kind IN ('service_account', 'api_key', 'oauth_app', 'workload', 'certificate', 'bot', 'ai_agent')),
    owner                   TEXT        NOT NULL CHECK (owner <> ''),
    purpose                 TEXT        NOT NULL,
    environment             TEXT        NOT NULL,
    external_id             TEXT        NOT NULL,
    vendor                  TEXT        NOT NULL,
    human_use               BOOLEAN     NOT NULL,
    credential_location     TEXT,
    credential_issued_at    TIMESTAMPTZ,
    credential_rotate_every TEXT,
    credential_expires_at   TIMESTAMPTZ CHECK (credential_expires_at > credential_issued_at),
    UNIQUE (tenant_id, name),
    UNIQUE (tenant_id, id),
    CHECK (credential_location IS NOT NULL OR (credential_issued_at IS NULL AND credential_rotate_every IS NULL AND credential_expires_at IS NULL))
);

CREATE TABLE nhi.review_schedules (
    id                    TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision              BIGINT      NOT NULL CHECK (revision > 0),
    created_at            TIMESTAMPTZ NOT NULL,
    updated_at            TIMESTAMPTZ NOT NULL,
    updated_by            TEXT        NOT NULL,
    tenant_id             TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    name                  TEXT        NOT NULL CHECK (name <> ''),
    subjects              TEXT        NOT NULL CHECK (subjects IN ('entitlements', 'identities', 'exceptions', 'break_glass')),
    selector_kinds        JSONB       NOT NULL CHECK (jsonb_typeof(selector_kinds) = 'array'),
    selector_environments JSONB       NOT NULL CHECK (jsonb_typeof(selector_environments) = 'array'),
    selector_privileged   BOOLEAN,
    selector_labels       JSONB       NOT NULL CHECK (jsonb_typeof(selector_labels) = 'object'),
    recurrence            TEXT        NOT NULL CHECK (recurrence <> ''),
    anchor                TIMESTAMPTZ NOT NULL,
    reviewers             JSONB       NOT NULL CHECK (jsonb_typeof(reviewers) = 'array'),
    fallback_reviewers    JSONB       NOT NULL CHECK (jsonb_typeof(fallback_reviewers) = 'array'),
    due_within            TEXT        NOT NULL CHECK (due_within <> ''),
    overdue_action        TEXT        NOT NULL CHECK (overdue_action IN ('escalate', 'quarantine', 'revoke')),
    evidence              JSONB       NOT NULL CHECK (jsonb_typeof(evidence) = 'array'),
    UNIQUE (tenant_id, name),
    UNIQUE (tenant_id, id)
);

-- The systems that a review schedule selects.
CREATE TABLE nhi.review_schedule_systems (
    tenant_id          TEXT COLLATE "C" NOT NULL,
    review_schedule_id TEXT COLLATE "C" NOT NULL,
    system_id          TEXT COLLATE "C" NOT NULL REFERENCES nhi.systems (id),
    PRIMARY KEY (review_schedule_id, system_id),
    FOREIGN KEY (tenant_id, review_schedule_id) REFERENCES nhi.review_schedules (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX review_schedule_systems_by_system ON nhi.review_schedule_systems (system_id);

CREATE TABLE nhi.entitlements (
    id                  TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision            BIGINT      NOT NULL CHECK (revision > 0),
    created_at          TIMESTAMPTZ NOT NULL,
    updated_at          TIMESTAMPTZ NOT NULL,
    updated_by          TEXT        NOT NULL,
    tenant_id           TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    identity_id         TEXT        COLLATE "C" NOT NULL,
    system_id           TEXT        COLLATE "C" NOT NULL REFERENCES nhi.systems (id),
    privilege           TEXT        NOT NULL CHECK (privilege <> ''),
    scope               TEXT        NOT NULL,
    privileged          BOOLEAN     NOT NULL,
    justification       TEXT        NOT NULL CHECK (justification <> ''),
    starts_at           TIMESTAMPTZ,
    expires_at          TIMESTAMPTZ CHECK (expires_at > starts_at),
    review_schedule_id  TEXT        COLLATE "C",
    terraform_addresses JSONB       NOT NULL CHECK (jsonb_typeof(terraform_addresses) = 'array'),
    status              TEXT        CHECK (status IN ('scheduled', 'active', 'quarantined', 'expired', 'revoked')),
    granted             BOOLEAN     NOT NULL,
    UNIQUE (identity_id, system_id, privilege, scope),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES nhi.identities (tenant_id, id),
    FOREIGN KEY (tenant_id, review_schedule_id) REFERENCES nhi.review_schedules (tenant_id, id)
);
CREATE INDEX entitlements_by_tenant ON nhi.entitlements (tenant_id);
CREATE INDEX entitlements_by_system ON nhi.entitlements (system_id);
CREATE INDEX entitlements_by_review_schedule ON nhi.entitlements (review_schedule_id);

CREATE TABLE nhi.exceptions (
    id           TEXT        COLLATE "C" NOT NULL PRIMARY KEY,
    revision     BIGINT      NOT NULL CHECK (revision > 0),
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    updated_by   TEXT        NOT NULL,
    tenant_id    TEXT        COLLATE "C" NOT NULL REFERENCES nhi.tenants (id),
    control      TEXT        NOT NULL CHECK (control <> ''),
    targets      JSONB       NOT NULL CHECK (jsonb_typeof(targets) = 'array'),
    category     TEXT        NOT NULL CHECK (category IN ('waiver', 'mitigated')),
    reason       TEXT        NOT NULL CHECK (reason <> ''),
    mitigation   TEXT        NOT NULL,
    evidence     JSONB       NOT NULL CHECK (jsonb_typeof(evidence) = 'object'),
    requested_by TEXT        NOT NULL CHECK (requested_by <> ''),
    starts_at    TIMESTAMPTZ,
    expires_at   TIMESTAMPTZ NOT NULL CHECK (expires_at > starts_at),
    approvals    JSONB       NOT NULL CHECK (jsonb_typeof(approvals) = 'array'),
    revoked_at   TIMESTAMPTZ,
    status       TEXT        CHECK (status IN ('pending', 'scheduled', 'active', 'expired', 'revoked'))
);
CREATE INDEX exceptions_by_control ON nhi.exceptions (tenant_id, control);

-- Writers lock this empty table before they look at anything, and so come one
-- after the other. An advisory lock would be taken by a query, whose snapshot,
-- older than the lock, would make every second writer start again.
CREATE TABLE nhi.writers ();

-- Which tenant a role reaches. One role reaches one tenant.
CREATE TABLE nhi.tenant_roles (
    role   TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL CHECK (tenant <> '')
);

-- Row-level security confines every role but the owner of the tables. It is not
-- forced on the owner: that is the role that operates all tenants, and foreign
-- keys are checked in its name.
--
-- A role sees its own lines of tenant_roles, so it sees their tenants, and so
-- what belongs to those. No function with its owner's rights is involved.
ALTER TABLE nhi.writers                 ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.tenant_roles            ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.tenants                 ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.systems                 ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.identities              ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.review_schedules        ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.review_schedule_systems ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.entitlements            ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.exceptions              ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON nhi.tenant_roles FOR SELECT
    USING (role IN (SELECT rolname FROM pg_catalog.pg_roles WHERE pg_catalog.pg_has_role(oid, 'USAGE')));
CREATE POLICY own ON nhi.tenants
    USING (slug IN (SELECT tenant FROM nhi.tenant_roles));
CREATE POLICY own ON nhi.systems
    USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY shared ON nhi.systems FOR SELECT
    USING (tenant_id IS NULL);
CREATE POLICY own ON nhi.identities
    USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.review_schedules
    USING (tenant_id IN (SELECT id FROM nhi.tenants));
CREATE POLICY own ON nhi.exceptions
    USING (tenant_id IN (SELECT id FROM nhi.tenants));

-- A foreign key looks past row-level security: a row that could refer to
-- another tenant's system would tell that it exists, and keep it from deletion.
CREATE POLICY own ON nhi.review_schedule_systems
    USING (tenant_id IN (SELECT id FROM nhi.tenants))
    WITH CHECK (tenant_id IN (SELECT id FROM nhi.tenants) AND system_id IN (SELECT id FROM nhi.systems));
CREATE POLICY own ON nhi.entitlements
    USING (tenant_id IN (SELECT id FROM nhi.tenants))
    WITH CHECK (tenant_id IN (SELECT id FROM nhi.tenants) AND system_id IN (SELECT id FROM nhi.systems));
