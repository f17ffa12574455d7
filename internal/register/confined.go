package register

func (s *store) Confined(tenant string) Register {
	options := s.options
	options.Tenant = tenant
	return &store{engine: s.engine, options: options}
}
