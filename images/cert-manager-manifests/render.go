// Writes cert-manager's objects as kubectl applies them, from the chart in its Go module.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"

	// The chart lies beside it.
	_ "github.com/cert-manager/cert-manager/pkg/apis/certmanager"
)

func main() {
	if err := render(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func render(folder, version string) error {
	chart, err := loader.LoadDir(folder)
	if err != nil {
		return err
	}
	// set at a release: it is the tag of the images
	chart.Metadata.Version, chart.Metadata.AppVersion = version, version
	wanted := map[string]any{
		"crds":            map[string]any{"enabled": true, "keep": false},
		"startupapicheck": map[string]any{"enabled": false},
		"prometheus":      map[string]any{"enabled": false},
		// one of each: no time is lost with elections
		"cainjector": map[string]any{"extraArgs": []any{"--leader-elect=false"}},
		"extraArgs":  []any{"--leader-elect=false"},
	}
	release := chartutil.ReleaseOptions{Name: "cert-manager", Namespace: "cert-manager", IsInstall: true}
	values, err := chartutil.ToRenderValues(chart, wanted, release, chartutil.DefaultCapabilities)
	if err != nil {
		return err
	}
	files, err := engine.Render(chart, values)
	if err != nil {
		return err
	}
	fmt.Println("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: cert-manager")
	for _, name := range sorted(files) {
		fmt.Printf("---\n# %s\n%s\n", name, files[name])
	}
	return nil
}

// sorted names those with objects, definitions first.
func sorted(files map[string]string) []string {
	var names []string
	for name, text := range files {
		if strings.HasSuffix(name, ".yaml") && strings.TrimSpace(text) != "" {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if x, y := strings.Contains(a, "/crd-"), strings.Contains(b, "/crd-"); x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	return names
}
