-- Since when what is quarantined is so. Of what is quarantined already nobody knows:
-- it counts from the last write.

-- +goose Up
ALTER TABLE entitlements ADD COLUMN quarantined_at TEXT;
ALTER TABLE entitlement_sets ADD COLUMN quarantined_at TEXT;
