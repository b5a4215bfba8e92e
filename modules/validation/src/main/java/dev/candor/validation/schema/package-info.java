/**
 * JSON Schema 2020-12: compiled, checked, compared, linted; and what is found out about a row. It calls {@code secrets}.
 */
@NullMarked
package dev.candor.validation.schema;

import org.jspecify.annotations.NullMarked;
