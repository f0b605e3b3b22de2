module devloop.dev/images/gateway-api

go 1.25.0

// Nothing is compiled: its files are what is wanted.
require (
	sigs.k8s.io/gateway-api v1.4.0
)
