/// The checked content of a dev-config.yaml as records.
@NullMarked
package dev.devloop.core.config;

import org.jspecify.annotations.NullMarked;
