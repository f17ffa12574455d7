-- Since when what is quarantined is so. Of what is quarantined already nobody knows:
-- it counts from the last write.

-- +goose Up
ALTER TABLE nhi.entitlements ADD COLUMN quarantined_at TIMESTAMPTZ;
ALTER TABLE nhi.entitlement_sets ADD COLUMN quarantined_at TIMESTAMPTZ;
