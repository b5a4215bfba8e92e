/** What the tests of several modules share; it depends on no module, and only tests depend on it. */
@NullMarked
package dev.candor.testing;

import org.jspecify.annotations.NullMarked;
