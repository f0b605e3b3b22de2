/// All that speaks to the Kubernetes API: making and applying objects, watching instances, logs.
@NullMarked
package dev.devloop.kube;

import org.jspecify.annotations.NullMarked;
