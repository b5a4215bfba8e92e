package dev.candor.validation.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks rows by the networknt library, for every schema that {@link SchemaCompiler} leaves to it. */
final class NetworkntRowChecker implements RowChecker {
    private static final int FIRST_WORDS = 200;

    /** What a relative {@code $id} is relative to, as RFC 3986 wants a base for every reference. Nothing is there. */
    private static final SchemaLocation BASE = SchemaLocation.of("candor://schema.invalid/");

    private static final String ENDLESS = "the schema refers to itself without end";

    private final Schema schema;

    /**
     * Compiles the schema after checking it against its own dialect's meta-schema.
     *
     * @throws SchemaException when it is no valid schema or refers to one that is not at hand
     */
    NetworkntRowChecker(JsonValue schema, List<String> texts) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ROOT)
                        .build()));
        this.schema = compile(registry, schema);
    }

    private static Schema compile(SchemaRegistry registry, JsonValue schema) {
        String dialect = schema instanceof ObjectValue object
                ? object.text("$schema").orElse(SchemaCompiler.DIALECT)
                : SchemaCompiler.DIALECT;
        if (!dialect.matches("[A-Za-z][A-Za-z0-9+.-]*:.+")) {
            throw new SchemaException(
                    "$schema must name a dialect by an absolute address, found " + Sentences.quoted(dialect));
        }
        refuseDynamicReferencesElsewhere(schema);
        try {
            for (Error error : registry.getSchema(SchemaLocation.of(dialect)).validate(JsonNodes.node(schema))) {
                String pointer = pointer(error.getInstanceLocation());
                throw new SchemaException("the schema breaks its meta-schema: " + pointer
                        + (pointer.isEmpty() ? "" : " ") + error.getMessage());
            }
            Schema compiled = registry.getSchema(BASE, JsonNodes.node(schema));
            compiled.initializeValidators();
            // a reference is looked up when a row first meets it; meet them all now rather than after a run
            compiled.validate(JsonNodes.node(new ObjectValue(Map.of())));
            return compiled;
        } catch (com.networknt.schema.SchemaException e) {
            throw unusable(e.getCause() == null ? e : e.getCause());
        } catch (StackOverflowError endless) {
            throw new SchemaException(ENDLESS);
        }
    }

    private static SchemaException unusable(Throwable reason) {
        String words = Reasons.of(reason).lines().findFirst().orElse("");
        return new SchemaException("the schema cannot be used (schemas elsewhere are never fetched): "
                + CodePoints.first(words, FIRST_WORDS));
    }

    /** Networknt looks every {@code $ref} up when it compiles, but a {@code $dynamicRef} when a row first meets it. */
    private static void refuseDynamicReferencesElsewhere(JsonValue schema) {
        if (schema instanceof ObjectValue object) {
            String reference = object.text("$dynamicRef").orElse("#");
            if (!reference.startsWith("#")) {
                throw unusable(new IllegalArgumentException(reference));
            }
            object.members().values().forEach(NetworkntRowChecker::refuseDynamicReferencesElsewhere);
        } else if (schema instanceof ArrayValue array) {
            array.items().forEach(NetworkntRowChecker::refuseDynamicReferencesElsewhere);
        }
    }

    private record Row(List<Violation> violations, Optional<ObjectValue> object) implements CheckedRow {
        @Override
        public Optional<String> text(String property) {
            return object.flatMap(row -> row.text(property));
        }
    }

    @Override
    public CheckedRow check(byte[] bytes, int from, int to) {
        JsonValue row;
        try {
            row = JsonValue.parse(bytes, from, to);
        } catch (JsonSyntaxException e) {
            return new Row(List.of(Sentences.noJson(e)), Optional.empty());
        }
        return new Row(violations(row), row instanceof ObjectValue object ? Optional.of(object) : Optional.empty());
    }

    private List<Violation> violations(JsonValue row) {
        try {
            return schema.validate(JsonNodes.node(row)).stream()
                    .limit(MAX_VIOLATIONS)
                    .map(NetworkntRowChecker::violation)
                    .toList();
        } catch (com.networknt.schema.SchemaException e) {
            return List.of(new Violation("$ref", "", "the row cannot be checked: " + e.getMessage()));
        } catch (StackOverflowError endless) {
            return List.of(new Violation("$ref", "", "the row cannot be checked: " + ENDLESS));
        }
    }

    private static Violation violation(Error error) {
        String pointer = pointer(error.getInstanceLocation());
        return new Violation(
                String.valueOf(error.getKeyword()),
                pointer,
                Sentences.subject(pointer) + " " + Sentences.printable(error.getMessage()));
    }

    /** Not {@code location.toString()}, which escapes names as a JSON string does on top of what RFC 6901 says. */
    private static String pointer(NodePath location) {
        JsonPath path = new JsonPath();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.enter(location.getElement(i).toString());
        }
        return path.pointer();
    }
}
