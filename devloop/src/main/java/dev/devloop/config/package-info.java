/// Reads and checks dev-config.yaml, and all that is generated from the one table of its keys: the
/// JSON schema, the reference, the list of problems. Pure but for reading files.
@NullMarked
package dev.devloop.config;

import org.jspecify.annotations.NullMarked;
