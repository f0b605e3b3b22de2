package main

import (
	"context"
	"log"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/containerd/nri/pkg/api"
)

// Annotations of pods, by which devloop's are known; kube writes them.
const (
	projectAnnotation    = "dev.devloop/project"
	serviceAnnotation    = "dev.devloop/service"
	containersAnnotation = "dev.devloop/sync-containers"
	jobAnnotation        = "dev.devloop/job"
	trustAnnotation      = "dev.devloop/trust"
	readyPortAnnotation  = "dev.devloop/ready-port"
	imageAnnotation      = "io.kubernetes.cri.image-name"
)

// containerd does one thing at a time while a plugin thinks: no container of
// the node waits longer for this one. One that lacks files by then is held by
// its init.
const hookPatience = time.Second

// firstLookPatience: a program that takes longer until it listens is asked again
// by the kubelet, once a second.
const firstLookPatience = 500 * time.Millisecond

// A plugin is what containerd tells of containers. It never fails a request:
// no container of the cluster is kept from starting.
type plugin struct {
	agent *agent
	ready func()
	lock  sync.Mutex
	known map[string]*container
	// coming are the pods that were made, and when, as long as no container of
	// theirs has begun.
	coming map[string]time.Time
	// firstLook is how long a program may take until it listens.
	firstLook time.Duration
}

func newPlugin(a *agent, ready func()) *plugin {
	return &plugin{
		agent: a, ready: ready, known: map[string]*container{}, coming: map[string]time.Time{}, firstLook: firstLookPatience,
	}
}

func belongs(pod *api.PodSandbox, name string) bool {
	annotations := pod.GetAnnotations()
	return properName.MatchString(annotations[projectAnnotation]) &&
		properName.MatchString(annotations[serviceAnnotation]) &&
		slices.Contains(strings.Split(annotations[containersAnnotation], ","), name)
}

// Synchronize is told all containers that there are, whenever a connection
// with containerd is made.
func (p *plugin) Synchronize(_ context.Context, pods []*api.PodSandbox, containers []*api.Container) ([]*api.ContainerUpdate, error) {
	byID := map[string]*api.PodSandbox{}
	for _, pod := range pods {
		byID[pod.GetId()] = pod
	}
	running := map[string]bool{}
	for _, c := range containers {
		if c.GetState() != api.ContainerState_CONTAINER_RUNNING {
			continue
		}
		running[c.GetId()] = true
		if pod := byID[c.GetPodSandboxId()]; pod != nil && belongs(pod, c.GetName()) && p.entered(c.GetId()) == nil {
			p.enter(pod, c, false)
		}
	}
	for _, id := range p.ids() {
		if !running[id] {
			p.leave(id)
		}
	}
	p.agent.containersKnown()
	p.ready()
	return nil, nil
}

// CreateContainer gives a service's container the certificates that it is to
// trust, and puts init before its command.
func (p *plugin) CreateContainer(_ context.Context, pod *api.PodSandbox, c *api.Container) (*api.ContainerAdjustment, []*api.ContainerUpdate, error) {
	if !belongs(pod, c.GetName()) {
		return nil, nil, nil
	}
	change := &api.ContainerAdjustment{}
	changed := p.agent.trust.addTo(change, pod)
	if pod.GetAnnotations()[jobAnnotation] == "" && bearsInit(c.GetArgs()) {
		addInit(change, c)
		changed = true
	}
	if !changed {
		return nil, nil, nil
	}
	return change, nil, nil
}

func addInit(change *api.ContainerAdjustment, c *api.Container) {
	change.AddMount(&api.Mount{
		Destination: mountPoint, Type: "bind", Source: initFolder,
		Options: []string{"bind", "ro", "nosuid", "nodev", "rprivate"},
	})
	change.SetArgs(append([]string{filepath.Join(mountPoint, initProgram), "init", "--"}, c.GetArgs()...))
}

// bearsInit: some programs insist on being the first process (s6, systemd).
func bearsInit(command []string) bool {
	return len(command) > 0 && !slices.Contains([]string{"init", "systemd"}, filepath.Base(command[0]))
}

// StartContainer is the gate: the container is made, and its first instruction
// comes after this.
func (p *plugin) StartContainer(_ context.Context, pod *api.PodSandbox, c *api.Container) error {
	if !belongs(pod, c.GetName()) {
		return nil
	}
	entered := p.enter(pod, c, true)
	if entered == nil {
		return nil
	}
	select {
	case <-entered.gate:
	case <-time.After(hookPatience):
	}
	return nil
}

// PostStartContainer lets the kubelet hear a moment later of a container that has
// begun. It asks whether that is ready at once, and then once a second: a program
// that was about to listen would be ready a second later. Others that are to begin
// do not wait for that.
func (p *plugin) PostStartContainer(_ context.Context, pod *api.PodSandbox, c *api.Container) error {
	last := p.last(pod)
	name, port, _ := strings.Cut(pod.GetAnnotations()[readyPortAnnotation], ":")
	number, err := strconv.Atoi(port)
	if err != nil || name != c.GetName() || !last {
		return nil
	}
	if begun := p.entered(c.GetId()); begun != nil {
		awaitListening(map[int]bool{number: true}, func() map[int]bool { return listening(begun.pid) }, p.firstLook)
	}
	return nil
}

// comesWithin: a pod whose containers have not begun by then waits for an image.
const comesWithin = 2 * time.Second

// RunPodSandbox is told a pod that is made; its containers come next.
func (p *plugin) RunPodSandbox(_ context.Context, pod *api.PodSandbox) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.coming[pod.GetId()] = time.Now()
	return nil
}

// last notes that a pod has come, and tells whether no other one is about to.
func (p *plugin) last(pod *api.PodSandbox) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	delete(p.coming, pod.GetId())
	maps.DeleteFunc(p.coming, func(_ string, made time.Time) bool { return time.Since(made) > comesWithin })
	return len(p.coming) == 0
}

// enter hands a container to its service.
func (p *plugin) enter(pod *api.PodSandbox, c *api.Container, fresh bool) *container {
	annotations := pod.GetAnnotations()
	entered := &container{
		project:   annotations[projectAnnotation],
		service:   annotations[serviceAnnotation],
		namespace: pod.GetNamespace(),
		pod:       pod.GetName(),
		name:      c.GetName(),
		id:        c.GetId(),
		image:     c.GetAnnotations()[imageAnnotation],
		gate:      make(chan struct{}),
	}
	project, err := p.agent.project(entered.project)
	if err == nil {
		err = entered.find(p.agent.indexes)
	}
	if err != nil {
		log.Printf("%s/%s gets no files: %v", entered.pod, entered.name, err)
		return nil
	}
	p.lock.Lock()
	p.known[entered.id] = entered
	p.lock.Unlock()
	p.agent.inits.hold(entered.pid, entered.gate)
	service := project.service(entered.service)
	service.lane.put(func() { service.enter(entered, fresh) })
	return entered
}

// entered returns a container that has a service, or nil.
func (p *plugin) entered(id string) *container {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.known[id]
}

func (p *plugin) ids() []string {
	p.lock.Lock()
	defer p.lock.Unlock()
	return slices.Collect(maps.Keys(p.known))
}

func (p *plugin) leave(id string) {
	p.lock.Lock()
	c := p.known[id]
	delete(p.known, id)
	p.lock.Unlock()
	if c == nil {
		return
	}
	p.agent.inits.forget(c.pid)
	project, err := p.agent.project(c.project)
	if err != nil {
		return
	}
	service := project.service(c.service)
	service.lane.put(func() { service.leave(id) })
}

// StopContainer comes when a container is ended, and when it has ended.
func (p *plugin) StopContainer(_ context.Context, _ *api.PodSandbox, c *api.Container) ([]*api.ContainerUpdate, error) {
	p.leave(c.GetId())
	return nil, nil
}

// RemoveContainer comes for those that ended unseen too.
func (p *plugin) RemoveContainer(_ context.Context, _ *api.PodSandbox, c *api.Container) error {
	p.leave(c.GetId())
	return nil
}
