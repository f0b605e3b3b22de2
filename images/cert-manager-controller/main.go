// One program for cert-manager's controller, webhook and cainjector, which one it is says --run: the
// module publishes what they are made of, but not their main packages. It serves the images'
// arguments as the chart writes them, and the issuers of a cluster of one's own: CA, self-signed,
// Vault. ACME and the cloud providers that it needs are left out.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/go-logr/logr"
	"github.com/spf13/pflag"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"

	"github.com/cert-manager/cert-manager/pkg/logs"
)

type options struct {
	run               string
	resourceNamespace string
	securePort        int32
	healthzPort       int32
	secretNamespace   string
	secretName        string
	dnsNames          []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	log := klog.Background()
	ctrl.SetLogger(log)
	opts := parse()
	if err := run(logs.NewContext(ctx, log, opts.run), log, opts); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, log logr.Logger, opts options) error {
	switch opts.run {
	case "controller":
		return controller(ctx, opts)
	case "webhook":
		return webhook(ctx, log, opts)
	case "cainjector":
		return cainjector(ctx)
	default:
		return fmt.Errorf("--run is controller, webhook or cainjector, not %q", opts.run)
	}
}

// parse reads what is used here; other arguments of the real programs are let pass.
func parse() options {
	opts := options{}
	flags := pflag.NewFlagSet(os.Args[0], pflag.ExitOnError)
	flags.ParseErrorsWhitelist.UnknownFlags = true
	flags.StringVar(&opts.run, "run", "", "")
	flags.StringVar(&opts.resourceNamespace, "cluster-resource-namespace", "kube-system", "")
	flags.Int32Var(&opts.securePort, "secure-port", 6443, "")
	flags.Int32Var(&opts.healthzPort, "healthz-port", 6080, "")
	flags.StringVar(&opts.secretNamespace, "dynamic-serving-ca-secret-namespace", "", "")
	flags.StringVar(&opts.secretName, "dynamic-serving-ca-secret-name", "", "")
	flags.StringSliceVar(&opts.dnsNames, "dynamic-serving-dns-names", nil, "")
	_ = flags.Parse(os.Args[1:])
	return opts
}
