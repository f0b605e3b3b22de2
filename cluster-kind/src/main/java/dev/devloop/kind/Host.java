package dev.devloop.kind;

/// What the steps may touch of this machine.
record Host(
    Docker docker,
    Markers markers,
    ImageSupply images,
    KindTool kind,
    ClusterFiles files,
    UserKubeconfig kubeconfig,
    HostPorts ports,
    NodeAgent agent,
    ObjectTexts texts) {}
