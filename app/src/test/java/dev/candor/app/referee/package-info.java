/** Programs of others that judge the doors: the clients and the conformance suite that npm brings. */
@NullMarked
package dev.candor.app.referee;

import org.jspecify.annotations.NullMarked;
