package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/containerd/nri/pkg/api"
)

// trust is the folder with the certificates that containers trust: one file for
// each project, which devloop writes before it deploys anything.
type trust string

const (
	trustPoint = "/etc/devloop"
	trustFile  = "ca-certificates.crt"
)

// addTo gives a container the certificates of its pod's project, and the names by
// which programs find them. A volume would do the same, and costs each pod 0.3 s:
// the kubelet looks whether there are volumes yet at once, and then that much
// later. Without certificates nothing is said of them either.
func (t trust) addTo(change *api.ContainerAdjustment, pod *api.PodSandbox) bool {
	variables, wanted := pod.GetAnnotations()[trustAnnotation]
	folder := t.of(pod.GetAnnotations()[projectAnnotation])
	if _, err := os.Stat(filepath.Join(folder, trustFile)); !wanted || err != nil {
		return false
	}
	change.AddMount(&api.Mount{
		Destination: trustPoint, Type: "bind", Source: folder,
		Options: []string{"bind", "ro", "nosuid", "nodev", "noexec", "rprivate"},
	})
	for _, name := range strings.FieldsFunc(variables, func(r rune) bool { return r == ',' }) {
		change.AddEnv(name, filepath.Join(trustPoint, trustFile))
	}
	return true
}

func (t trust) of(project string) string { return filepath.Join(string(t), project) }

func (t trust) drop(project string) { _ = os.RemoveAll(t.of(project)) }
