-- Ids are UUIDv7 text. Instants are UTC text of one width, such as
-- 2026-12-31T16:00:00.000000Z, so that their order as text is their order in
-- time. What refers to another record is a foreign key, and those inside one
-- tenant carry the tenant with them; sets and maps that are only ever read as
-- a whole are JSON.

-- +goose Up
CREATE TABLE tenants (
    id                 TEXT    NOT NULL PRIMARY KEY,
    revision           INTEGER NOT NULL CHECK (revision > 0),
    created_at         TEXT    NOT NULL,
    updated_at         TEXT    NOT NULL,
    updated_by         TEXT    NOT NULL,
    slug               TEXT    NOT NULL UNIQUE CHECK (slug NOT IN ('', 'shared')),
    name               TEXT    NOT NULL CHECK (name <> ''),
    ring               INTEGER NOT NULL CHECK (ring >= 0),
    contract_start     TEXT    NOT NULL,
    contract_end       TEXT    CHECK (contract_end > contract_start),
    owner              TEXT    NOT NULL CHECK (owner <> ''),
    approved_vaults    TEXT    NOT NULL CHECK (json_type(approved_vaults) = 'array'),
    selector_tags      TEXT    NOT NULL CHECK (json_type(selector_tags) = 'object'),
    selector_accounts  TEXT    NOT NULL CHECK (json_type(selector_accounts) = 'array'),
    selector_addresses TEXT    NOT NULL CHECK (json_type(selector_addresses) = 'array'),
    labels             TEXT    NOT NULL CHECK (json_type(labels) = 'object'),
    offboard           INTEGER NOT NULL CHECK (offboard IN (0, 1))
) STRICT;

-- A system without a tenant is shared.
CREATE TABLE systems (
    id         TEXT    NOT NULL PRIMARY KEY,
    revision   INTEGER NOT NULL CHECK (revision > 0),
    created_at TEXT    NOT NULL,
    updated_at TEXT    NOT NULL,
    updated_by TEXT    NOT NULL,
    tenant_id  TEXT    REFERENCES tenants (id),
    name       TEXT    NOT NULL CHECK (name <> ''),
    kind       TEXT    NOT NULL CHECK (kind IN ('record', 'ldap', 'scim', 'postgresql')),
    config     TEXT    NOT NULL CHECK (json_type(config) = 'object')
) STRICT;
CREATE UNIQUE INDEX systems_by_name ON systems (coalesce(tenant_id, ''), name);

CREATE TABLE identities (
    id                      TEXT    NOT NULL PRIMARY KEY,
    revision                INTEGER NOT NULL CHECK (revision > 0),
    created_at              TEXT    NOT NULL,
    updated_at              TEXT    NOT NULL,
    updated_by              TEXT    NOT NULL,
    tenant_id               TEXT    NOT NULL REFERENCES tenants (id),
    name                    TEXT    NOT NULL CHECK (name <> ''),
    kind                    TEXT    NOT NULL CHECK (kind IN ('service_account', 'api_key', 'oauth_app', 'workload', 'certificate', 'bot', 'ai_agent')),
    owner                   TEXT    NOT NULL CHECK (owner <> ''),
    purpose                 TEXT    NOT NULL,
    environment             TEXT    NOT NULL,
    external_id             TEXT    NOT NULL,
    vendor                  TEXT    NOT NULL,
    human_use               INTEGER NOT NULL CHECK (human_use IN (0, 1)),
    credential_location     TEXT,
    credential_issued_at    TEXT,
    credential_rotate_every TEXT,
    credential_expires_at   TEXT    CHECK (credential_expires_at > credential_issued_at),
    UNIQUE (tenant_id, name),
    UNIQUE (tenant_id, id),
    CHECK (credential_location IS NOT NULL OR coalesce(credential_issued_at, credential_rotate_every, credential_expires_at) IS NULL)
) STRICT;

CREATE TABLE review_schedules (
    id                    TEXT    NOT NULL PRIMARY KEY,
    revision              INTEGER NOT NULL CHECK (revision > 0),
    created_at            TEXT    NOT NULL,
    updated_at            TEXT    NOT NULL,
    updated_by            TEXT    NOT NULL,
    tenant_id             TEXT    NOT NULL REFERENCES tenants (id),
    name                  TEXT    NOT NULL CHECK (name <> ''),
    subjects              TEXT    NOT NULL CHECK (subjects IN ('entitlements', 'identities', 'exceptions', 'break_glass')),
    selector_kinds        TEXT    NOT NULL CHECK (json_type(selector_kinds) = 'array'),
    selector_environments TEXT    NOT NULL CHECK (json_type(selector_environments) = 'array'),
    selector_privileged   INTEGER CHECK (selector_privileged IN (0, 1)),
    selector_labels       TEXT    NOT NULL CHECK (json_type(selector_labels) = 'object'),
    recurrence            TEXT    NOT NULL CHECK (recurrence <> ''),
    anchor                TEXT    NOT NULL,
    reviewers             TEXT    NOT NULL CHECK (json_type(reviewers) = 'array'),
    fallback_reviewers    TEXT    NOT NULL CHECK (json_type(fallback_reviewers) = 'array'),
    due_within            TEXT    NOT NULL CHECK (due_within <> ''),
    overdue_action        TEXT    NOT NULL CHECK (overdue_action IN ('escalate', 'quarantine', 'revoke')),
    evidence              TEXT    NOT NULL CHECK (json_type(evidence) = 'array'),
    UNIQUE (tenant_id, name),
    UNIQUE (tenant_id, id)
) STRICT;

-- The systems that a review schedule selects.
CREATE TABLE review_schedule_systems (
    tenant_id          TEXT NOT NULL,
    review_schedule_id TEXT NOT NULL,
    system_id          TEXT NOT NULL REFERENCES systems (id),
    PRIMARY KEY (review_schedule_id, system_id),
    FOREIGN KEY (tenant_id, review_schedule_id) REFERENCES review_schedules (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX review_schedule_systems_by_system ON review_schedule_systems (system_id);

CREATE TABLE entitlements (
    id                  TEXT    NOT NULL PRIMARY KEY,
    revision            INTEGER NOT NULL CHECK (revision > 0),
    created_at          TEXT    NOT NULL,
    updated_at          TEXT    NOT NULL,
    updated_by          TEXT    NOT NULL,
    tenant_id           TEXT    NOT NULL REFERENCES tenants (id),
    identity_id         TEXT    NOT NULL,
    system_id           TEXT    NOT NULL REFERENCES systems (id),
    privilege           TEXT    NOT NULL CHECK (privilege <> ''),
    scope               TEXT    NOT NULL,
    privileged          INTEGER NOT NULL CHECK (privileged IN (0, 1)),
    justification       TEXT    NOT NULL CHECK (justification <> ''),
    starts_at           TEXT,
    expires_at          TEXT    CHECK (expires_at > starts_at),
    review_schedule_id  TEXT,
    terraform_addresses TEXT    NOT NULL CHECK (json_type(terraform_addresses) = 'array'),
    status              TEXT    CHECK (status IN ('scheduled', 'active', 'quarantined', 'expired', 'revoked')),
    granted             INTEGER NOT NULL CHECK (granted IN (0, 1)),
    UNIQUE (identity_id, system_id, privilege, scope),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES identities (tenant_id, id),
    FOREIGN KEY (tenant_id, review_schedule_id) REFERENCES review_schedules (tenant_id, id)
) STRICT;
CREATE INDEX entitlements_by_tenant ON entitlements (tenant_id);
CREATE INDEX entitlements_by_system ON entitlements (system_id);
CREATE INDEX entitlements_by_review_schedule ON entitlements (review_schedule_id);

CREATE TABLE exceptions (
    id           TEXT    NOT NULL PRIMARY KEY,
    revision     INTEGER NOT NULL CHECK (revision > 0),
    created_at   TEXT    NOT NULL,
    updated_at   TEXT    NOT NULL,
    updated_by   TEXT    NOT NULL,
    tenant_id    TEXT    NOT NULL REFERENCES tenants (id),
    control      TEXT    NOT NULL CHECK (control <> ''),
    targets      TEXT    NOT NULL CHECK (json_type(targets) = 'array'),
    category     TEXT    NOT NULL CHECK (category IN ('waiver', 'mitigated')),
    reason       TEXT    NOT NULL CHECK (reason <> ''),
    mitigation   TEXT    NOT NULL,
    evidence     TEXT    NOT NULL CHECK (json_type(evidence) = 'object'),
    requested_by TEXT    NOT NULL CHECK (requested_by <> ''),
    starts_at    TEXT,
    expires_at   TEXT    NOT NULL CHECK (expires_at > starts_at),
    approvals    TEXT    NOT NULL CHECK (json_type(approvals) = 'array'),
    revoked_at   TEXT,
    status       TEXT    CHECK (status IN ('pending', 'scheduled', 'active', 'expired', 'revoked'))
) STRICT;
CREATE INDEX exceptions_by_control ON exceptions (tenant_id, control);
