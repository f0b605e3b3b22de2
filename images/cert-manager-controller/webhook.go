package main

import (
	"context"
	"time"

	"github.com/go-logr/logr"

	"github.com/cert-manager/cert-manager/internal/apis/config/shared"
	config "github.com/cert-manager/cert-manager/internal/apis/config/webhook"
	cmwebhook "github.com/cert-manager/cert-manager/internal/webhook"
)

// webhook checks cert-manager's objects before the API server keeps them.
func webhook(ctx context.Context, log logr.Logger, opts options) error {
	server, err := cmwebhook.NewCertManagerWebhookServer(log, config.WebhookConfiguration{
		SecurePort:           opts.securePort,
		HealthzPort:          opts.healthzPort,
		MetricsListenAddress: "0",
		TLSConfig: shared.TLSConfig{
			Dynamic: shared.DynamicServingConfig{
				SecretNamespace: opts.secretNamespace,
				SecretName:      opts.secretName,
				DNSNames:        opts.dnsNames,
				LeafDuration:    7 * 24 * time.Hour,
			},
		},
	})
	if err != nil {
		return err
	}
	return server.Run(ctx)
}
