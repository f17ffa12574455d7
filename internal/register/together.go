package register

import "context"

func (s *store) Together(ctx context.Context, reason string, do func(ctx context.Context, tx Records) error) error {
	return s.write(ctx, func(ctx context.Context, tx *transaction) error {
		options := s.options
		options.Reason = reason
		shared := *tx
		shared.options = &options
		if err := do(ctx, &store{engine: s.engine, options: options, within: &shared}); err != nil {
			return err
		}
		return shared.failed
	})
}

// join does work as a part of the transaction. What failed while it was writing
// may have been written in part, so the whole cannot be kept.
func (tx *transaction) join(ctx context.Context, write bool, fn func(context.Context, *transaction) error) error {
	if tx.failed != nil {
		return tx.failed
	}
	err := fn(ctx, tx)
	if err != nil && write {
		tx.failed = err
	}
	return err
}
