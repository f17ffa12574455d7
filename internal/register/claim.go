package register

import "context"

func (s *store) Claim(ctx context.Context, tenantID string) (release func(), claimed bool, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		_, err := tenants.get(ctx, tx, tenantID)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	return s.engine.claim(ctx, tenantID)
}
