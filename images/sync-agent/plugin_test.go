package main

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/containerd/nri/pkg/api"
)

func ours(more map[string]string) *api.PodSandbox {
	annotations := map[string]string{
		projectAnnotation: "demo", serviceAnnotation: "web", containersAnnotation: "app,side",
	}
	for name, value := range more {
		annotations[name] = value
	}
	return &api.PodSandbox{Annotations: annotations}
}

func TestInitComesBeforeTheCommandOfAServiceAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		name      string
		pod       *api.PodSandbox
		container string
		command   []string
		want      bool
	}{
		{"a service", ours(nil), "app", []string{"sh", "-c", "x"}, true},
		{"its second container", ours(nil), "side", []string{"x"}, true},
		{"a container that is not listed", ours(nil), "proxy", []string{"x"}, false},
		{"a job", ours(map[string]string{jobAnnotation: "true"}), "app", []string{"x"}, false},
		{"a foreign pod", &api.PodSandbox{}, "app", []string{"x"}, false},
		{"a name that leads elsewhere", ours(map[string]string{projectAnnotation: "../x"}), "app", []string{"x"}, false},
		{"an init of its own", ours(nil), "app", []string{"/init"}, false},
		{"no command", ours(nil), "app", nil, false},
	} {
		change, _, err := newPlugin(newAgent(t, t.TempDir()), func() {}).CreateContainer(context.Background(), c.pod, &api.Container{Name: c.container, Args: c.command})
		if err != nil || (change != nil) != c.want {
			t.Errorf("%s: %v (%v)", c.name, change, err)
		}
		want := append([]string{"/.devloop/devloop-agent", "init", "--"}, c.command...)
		if change != nil && (!slices.Equal(change.Args, want) || change.Mounts[0].Destination != "/.devloop") {
			t.Errorf("%s: %v", c.name, change)
		}
	}
}

func TestAContainerThatCannotBeFoundStartsAllTheSame(t *testing.T) {
	p := newPlugin(newAgent(t, t.TempDir()), func() {})
	if err := p.StartContainer(context.Background(), ours(nil), &api.Container{Name: "app", Id: "none"}); err != nil {
		t.Error(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// begins is what the plugin is told of a pod whose container's process is this one.
func begins(t *testing.T, p *plugin, pod *api.PodSandbox, name string) {
	t.Helper()
	p.known["id"] = &container{pid: os.Getpid()}
	err := p.RunPodSandbox(context.Background(), pod)
	if err == nil {
		err = p.PostStartContainer(context.Background(), pod, &api.Container{Name: name, Id: "id"})
	}
	if err != nil {
		t.Error(err)
	}
}

func TestTheKubeletHearsOfAProgramWhenItListens(t *testing.T) {
	p := newPlugin(newAgent(t, t.TempDir()), func() {})
	p.firstLook = time.Minute
	port := freePort(t)
	told := make(chan struct{})
	go func() {
		begins(t, p, ours(map[string]string{readyPortAnnotation: "app:" + strconv.Itoa(port)}), "app")
		close(told)
	}()
	select {
	case <-told:
		t.Error("it heard before")
	case <-time.After(50 * time.Millisecond):
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	<-told
}

func TestAProgramThatDoesNotListenIsNotWaitedForLong(t *testing.T) {
	p := newPlugin(newAgent(t, t.TempDir()), func() {})
	begins(t, p, ours(map[string]string{readyPortAnnotation: "app:" + strconv.Itoa(freePort(t))}), "app")
}

func TestNothingElseIsWaitedFor(t *testing.T) {
	port := strconv.Itoa(freePort(t))
	other := &api.PodSandbox{Id: "another pod"}
	for name, c := range map[string]struct {
		asked     string
		container string
		coming    *api.PodSandbox
	}{
		"a container beside the one that is asked": {"app:" + port, "side", nil},
		"a program that is asked nothing":          {"", "app", nil},
		"while another pod is about to begin":      {"app:" + port, "app", other},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlugin(newAgent(t, t.TempDir()), func() {})
			p.firstLook = time.Hour
			if c.coming != nil {
				if err := p.RunPodSandbox(context.Background(), c.coming); err != nil {
					t.Fatal(err)
				}
			}
			begins(t, p, ours(map[string]string{readyPortAnnotation: c.asked}), c.container)
		})
	}
}

func TestAPodThatDoesNotComeIsNotCounted(t *testing.T) {
	p := newPlugin(newAgent(t, t.TempDir()), func() {})
	p.coming["waits for its image"] = time.Now().Add(-2 * comesWithin)
	if !p.last(ours(nil)) {
		t.Error("it counts")
	}
}

// aDaemon is a listener that has one stream.
type aDaemon struct {
	net.Listener
	stream chan net.Conn
}

func (d aDaemon) Accept() (net.Conn, error) {
	if conn, ok := <-d.stream; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}

func TestADaemonIsServedWhenTheContainersAreKnown(t *testing.T) {
	a := newAgent(t, t.TempDir())
	p := newPlugin(a, func() {})
	here, there := net.Pipe()
	defer here.Close()
	d := aDaemon{stream: make(chan net.Conn, 1)}
	d.stream <- there
	close(d.stream)
	ended := make(chan error)
	go func() { ended <- a.accept(d) }()
	select {
	case <-ended:
		t.Fatal("it was served before")
	case <-time.After(50 * time.Millisecond):
	}
	for range 2 {
		// containerd may have been restarted
		if _, err := p.Synchronize(context.Background(), nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}

func TestABundleNamesTheProcessItsUserAndItsVolumes(t *testing.T) {
	b, err := parseBundle(7, []byte(`{"process":{"user":{"uid":1000,"gid":2000,"additionalGids":[3000]}},"mounts":[{"destination":"/data"}]}`))
	if err != nil || b.pid != 7 || b.user.uid != 1000 || !slices.Equal(b.user.groups, []uint32{3000, 2000}) || !slices.Equal(b.mounts, []string{"/data"}) {
		t.Errorf("it is %+v (%v)", b, err)
	}
}

func TestTheLayersOfARootAreThoseOfItsOverlay(t *testing.T) {
	text := "1 0 0:1 / /proc rw - proc proc rw\n2 0 0:2 / / rw,relatime - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d\n"
	if got := layersIn(text); got != "lowerdir=/a:/b" {
		t.Errorf("they are %q", got)
	}
}

func TestASecondContainerOfAnImageIsNotLookedThrough(t *testing.T) {
	w, folder, g := newWriter(t)
	e := g.file("/f", "in the image")
	must(t, w, e)
	index := newImageIndexes().of("web", "layers", []string{"/volume"})
	if is, _ := index.difference(w, e); is != fine {
		t.Errorf("the first is %q", is)
	}
	write(t, "another text", folder, "f")
	if is, _ := index.difference(w, e); is != fine {
		t.Errorf("it was looked at again: %q", is)
	}
	other := g.file("/f", "in the project")
	if is, _ := index.difference(w, other); is != isContent {
		t.Errorf("another wish is %q", is)
	}
	volume := g.file("/volume/f", "x")
	must(t, w, volume)
	_, _ = index.difference(w, volume)
	write(t, "y", folder, "volume/f")
	if is, _ := index.difference(w, volume); is != isContent {
		t.Errorf("a volume's file is %q", is)
	}
}

func TestOfEachServiceTheLastImagesAreKnown(t *testing.T) {
	indexes := newImageIndexes()
	first := indexes.of("web", "1", nil)
	other := indexes.of("api", "1", nil)
	for _, layers := range []string{"2", "3", "4", "1", "5"} {
		indexes.of("web", layers, nil)
	}
	if indexes.of("web", "1", nil) != first || indexes.of("api", "1", nil) != other || first == other {
		t.Error("an image in use was forgotten")
	}
	if len(indexes.all["web"]) != imagesKept {
		t.Errorf("it knows %d", len(indexes.all["web"]))
	}
}
