package main

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/containerd/nri/pkg/api"
)

func TestAContainerGetsTheCertificatesOfItsProject(t *testing.T) {
	a := newAgent(t, t.TempDir())
	a.trust = trust(t.TempDir())
	p := newPlugin(a, func() {})
	trusting := map[string]string{trustAnnotation: "SSL_CERT_FILE,CURL_CA_BUNDLE"}
	bundle := filepath.Join(a.trust.of("demo"), trustFile)
	write(t, "PEM", filepath.Dir(bundle), trustFile)

	for name, pod := range map[string]*api.PodSandbox{
		"a service": ours(trusting),
		"a job":     ours(map[string]string{trustAnnotation: "SSL_CERT_FILE,CURL_CA_BUNDLE", jobAnnotation: "true"}),
	} {
		env, mount := trusted(t, p, pod)
		want := map[string]string{"SSL_CERT_FILE": "/etc/devloop/ca-certificates.crt", "CURL_CA_BUNDLE": "/etc/devloop/ca-certificates.crt"}
		if mount != filepath.Dir(bundle) || !maps.Equal(env, want) {
			t.Errorf("%s: %v from %q", name, env, mount)
		}
	}
	if env, mount := trusted(t, p, ours(map[string]string{trustAnnotation: ""})); mount == "" || len(env) != 0 {
		t.Errorf("one that sets all names itself: %v from %q", env, mount)
	}
	if env, mount := trusted(t, p, ours(nil)); mount != "" || len(env) != 0 {
		t.Errorf("one that does not ask: %v from %q", env, mount)
	}
	a.trust.drop("demo")
	if _, err := os.Stat(bundle); !os.IsNotExist(err) {
		t.Errorf("they are left: %v", err)
	}
	if env, mount := trusted(t, p, ours(trusting)); mount != "" || len(env) != 0 {
		t.Errorf("of a project without certificates: %v from %q", env, mount)
	}
}

// trusted returns what a container of a pod is told, and the folder that it gets.
func trusted(t *testing.T, p *plugin, pod *api.PodSandbox) (map[string]string, string) {
	t.Helper()
	change, _, err := p.CreateContainer(context.Background(), pod, &api.Container{Name: "app", Args: []string{"x"}})
	if err != nil {
		t.Fatal(err)
	}
	env, mount := map[string]string{}, ""
	for _, e := range change.GetEnv() {
		env[e.GetKey()] = e.GetValue()
	}
	for _, m := range change.GetMounts() {
		if m.GetDestination() == trustPoint {
			mount = m.GetSource()
		}
	}
	return env, mount
}
