/// The cluster: a list of steps that end in a Ready kind cluster with registry, proxy and ingress.
@NullMarked
package dev.devloop.kind;

import org.jspecify.annotations.NullMarked;
