package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// A container is one that gets the files of a service, and runs or is about to.
type container struct {
	project   string
	service   string
	namespace string
	pod       string
	name      string
	id        string
	image     string
	pid       int

	writer writer
	index  *imageIndex
	// lacking is what could not be brought because its content was nowhere.
	lacking []entry
	// gate is closed when the container has all that can be had for it.
	gate chan struct{}
	open sync.Once
}

// bundle is what the runtime knows of a container: its configuration and the
// process that waits to become it.
type bundle struct {
	pid    int
	user   user
	mounts []string
}

// bundles is where containerd's shim keeps those of Kubernetes.
const bundles = "/run/containerd/io.containerd.runtime.v2.task/k8s.io"

func readBundle(id string) (bundle, error) {
	folder := filepath.Join(bundles, id)
	text, err := os.ReadFile(filepath.Join(folder, "init.pid"))
	if err != nil {
		return bundle{}, err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return bundle{}, err
	}
	text, err = os.ReadFile(filepath.Join(folder, "config.json"))
	if err != nil {
		return bundle{}, err
	}
	return parseBundle(pid, text)
}

func parseBundle(pid int, config []byte) (bundle, error) {
	var spec struct {
		Process struct {
			User struct {
				UID            uint32   `json:"uid"`
				GID            uint32   `json:"gid"`
				AdditionalGids []uint32 `json:"additionalGids"`
			} `json:"user"`
		} `json:"process"`
		Mounts []struct {
			Destination string `json:"destination"`
		} `json:"mounts"`
	}
	if err := json.Unmarshal(config, &spec); err != nil {
		return bundle{}, fmt.Errorf("the runtime's configuration: %w", err)
	}
	b := bundle{pid: pid}
	b.user = user{spec.Process.User.UID, append(spec.Process.User.AdditionalGids, spec.Process.User.GID)}
	for _, mount := range spec.Mounts {
		b.mounts = append(b.mounts, mount.Destination)
	}
	return b, nil
}

// find looks up the container's files and its user.
func (c *container) find(indexes *imageIndexes) error {
	b, err := readBundle(c.id)
	if err != nil {
		return err
	}
	files, err := openRoot(fmt.Sprintf("/proc/%d/root", b.pid))
	if err != nil {
		return err
	}
	c.pid = b.pid
	c.writer = writer{root: files, user: b.user}
	c.index = indexes.of(c.project+"/"+c.service, layers(b.pid), b.mounts)
	return nil
}
