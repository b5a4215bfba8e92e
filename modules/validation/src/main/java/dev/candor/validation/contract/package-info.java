/**
 * The contracts and what a row must keep beside its schema: registry, recognition, rules, dictionaries. It calls the
 * other two packages.
 */
@NullMarked
package dev.candor.validation.contract;

import org.jspecify.annotations.NullMarked;
