/// Where things of a project are kept on this machine; what client and daemon both know.
@NullMarked
package dev.devloop.project;

import org.jspecify.annotations.NullMarked;
