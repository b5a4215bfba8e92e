/**
 * Finds secrets in texts and rows and takes them out. It calls no other package of this module.
 */
@NullMarked
package dev.candor.validation.secrets;

import org.jspecify.annotations.NullMarked;
