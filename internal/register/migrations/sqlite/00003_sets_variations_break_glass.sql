-- What an identity holds in a system as a whole, parameters of controls as one
-- tenant has them, and access for emergencies; and what an entry of the log is
-- about, for those who look for decisions.

-- +goose Up
CREATE TABLE entitlement_sets (
    id                  TEXT    NOT NULL PRIMARY KEY,
    revision            INTEGER NOT NULL CHECK (revision > 0),
    created_at          TEXT    NOT NULL,
    updated_at          TEXT    NOT NULL,
    updated_by          TEXT    NOT NULL,
    tenant_id           TEXT    NOT NULL REFERENCES tenants (id),
    identity_id         TEXT    NOT NULL,
    system_id           TEXT    NOT NULL REFERENCES systems (id),
    justification       TEXT    NOT NULL CHECK (justification <> ''),
    starts_at           TEXT,
    expires_at          TEXT    CHECK (expires_at > starts_at),
    review_schedule_id  TEXT,
    terraform_addresses TEXT    NOT NULL CHECK (json_type(terraform_addresses) = 'array'),
    status              TEXT    CHECK (status IN ('scheduled', 'active', 'quarantined', 'expired', 'revoked')),
    granted             INTEGER NOT NULL CHECK (granted IN (0, 1)),
    UNIQUE (identity_id, system_id),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES identities (tenant_id, id),
    FOREIGN KEY (tenant_id, review_schedule_id) REFERENCES review_schedules (tenant_id, id)
) STRICT;
CREATE INDEX entitlement_sets_by_system ON entitlement_sets (system_id);
CREATE INDEX entitlement_sets_by_review_schedule ON entitlement_sets (review_schedule_id);

CREATE TABLE entitlement_set_privileges (
    tenant_id          TEXT    NOT NULL,
    entitlement_set_id TEXT    NOT NULL,
    privilege          TEXT    NOT NULL CHECK (privilege <> ''),
    scope              TEXT    NOT NULL,
    privileged         INTEGER NOT NULL CHECK (privileged IN (0, 1)),
    PRIMARY KEY (entitlement_set_id, privilege, scope),
    FOREIGN KEY (tenant_id, entitlement_set_id) REFERENCES entitlement_sets (tenant_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE variations (
    id           TEXT    NOT NULL PRIMARY KEY,
    revision     INTEGER NOT NULL CHECK (revision > 0),
    created_at   TEXT    NOT NULL,
    updated_at   TEXT    NOT NULL,
    updated_by   TEXT    NOT NULL,
    tenant_id    TEXT    NOT NULL REFERENCES tenants (id),
    control      TEXT    NOT NULL CHECK (control <> ''),
    parameter    TEXT    NOT NULL CHECK (parameter <> ''),
    value        TEXT    NOT NULL CHECK (value <> ''),
    reason       TEXT    NOT NULL CHECK (reason <> ''),
    requested_by TEXT    NOT NULL CHECK (requested_by <> ''),
    expires_at   TEXT,
    approvals    TEXT    NOT NULL CHECK (json_type(approvals) = 'array'),
    status       TEXT    CHECK (status IN ('pending', 'active', 'expired')),
    UNIQUE (tenant_id, control, parameter)
) STRICT;

CREATE TABLE break_glass (
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
    status        TEXT    CHECK (status IN ('pending', 'active')),
    UNIQUE (identity_id, system_id, privilege, scope),
    FOREIGN KEY (tenant_id, identity_id) REFERENCES identities (tenant_id, id)
) STRICT;
CREATE INDEX break_glass_by_tenant ON break_glass (tenant_id);
CREATE INDEX break_glass_by_system ON break_glass (system_id);

ALTER TABLE audit_entries ADD COLUMN kind TEXT GENERATED ALWAYS AS (entry ->> '$.kind') VIRTUAL;
CREATE INDEX audit_entries_by_kind ON audit_entries (kind, tenant_id);
