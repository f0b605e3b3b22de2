package main

// pulls are what a service's containers give back to the host.
type pulls struct{ service *service }

func newPulls(s *service) *pulls { return &pulls{s} }

func (p *pulls) want(paths []string)  {}
func (p *pulls) watch(c *container)   {}
func (p *pulls) unwatch(c *container) {}
