/// Certificates: a root for each domain, a certificate for each project, and the stores of this
/// machine that trust the roots.
@NullMarked
package dev.devloop.tls;

import org.jspecify.annotations.NullMarked;
