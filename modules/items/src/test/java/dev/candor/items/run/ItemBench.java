package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.RunRecorder;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tool with a project, a user path and a recorder, all temporary. Every result is held against the output schema. */
final class ItemBench implements RunRecorder {
    final Path project;
    final Path user;
    final Map<String, String> environment = new HashMap<>(System.getenv());
    final List<Execution> runs = Collections.synchronizedList(new ArrayList<>());
    final List<String> accesses = Collections.synchronizedList(new ArrayList<>());
    final List<String> accessTraces = Collections.synchronizedList(new ArrayList<>());
    RunPolicy policy = RunPolicy.anywhere();
    RunLimits limits = new RunLimits(Duration.ofMinutes(1), Duration.ofSeconds(1), 10_000, 2);
    boolean telemetryOn = true;
    boolean diskFull;
    boolean refusing;

    ItemBench(Path folder) throws IOException {
        Path real = folder.toRealPath();
        project = Files.createDirectories(real.resolve("project"));
        user = Files.createDirectories(real.resolve("user"));
        environment.put("HOME", real.toString());
    }

    Path item(String path, String content) throws IOException {
        Path file = project.resolve(".ai").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    RunWithTelemetry tool() {
        return new RunWithTelemetry(new UserPath(user), environment, policy, limits, this);
    }

    /** A tool of the project; quotes may be written as apostrophes. */
    Result run(String id, String params) throws Exception {
        return call(
                "{'item_type':'tool','item_id':'" + id + "','project_path':'" + project + "','params':" + params + "}");
    }

    Result call(String arguments) throws Exception {
        return call(arguments, ToolContext.unattended());
    }

    Result call(String arguments, ToolContext context) throws Exception {
        ObjectValue result = ItemResultShape.INSTANCE.write(tool().call(request(arguments), context));
        assertThat(schema(RunWithTelemetry.DECLARATION.tool().outputSchema())
                        .validate(JsonWriter.compact(result), InputFormat.JSON))
                .isEmpty();
        return new Result(result);
    }

    String refusal(String id, String params) {
        return refusal(
                "{'item_type':'tool','item_id':'" + id + "','project_path':'" + project + "','params':" + params + "}");
    }

    String refusal(String arguments) {
        ToolException e = catchThrowableOfType(
                ToolException.class, () -> tool().call(request(arguments), ToolContext.unattended()));
        return e.kind() + " " + e.code() + ": " + e.sentence();
    }

    /** Quotes may be written as apostrophes. */
    static RunRequest request(String json) throws InvalidArgumentException {
        return RunRequestShape.INSTANCE.read(ObjectValue.parse(json.replace('\'', '"')), Instant.EPOCH);
    }

    static Schema schema(ObjectValue schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonWriter.compact(schema), InputFormat.JSON);
    }

    /** The hashes of all files of the project and the items of the user path. */
    Map<Path, String> hashes() throws Exception {
        Map<Path, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Stream.concat(Files.walk(project), Files.walk(user))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(file, HexFormat.of().formatHex(hash) + Files.getLastModifiedTime(file));
            }
        }
        return hashes;
    }

    @Override
    public boolean recordExecution(Execution run) throws IOException {
        if (diskFull) {
            throw new IOException("no space left");
        }
        refuse();
        runs.add(run);
        return telemetryOn;
    }

    @Override
    public boolean recordAccess(String itemId, Optional<String> path, Optional<String> traceparent) {
        refuse();
        accesses.add(itemId);
        traceparent.ifPresent(accessTraces::add);
        return telemetryOn;
    }

    private void refuse() {
        if (refusing) {
            throw new IllegalArgumentException("the item_id is none");
        }
    }

    /** A result, by its members. */
    record Result(ObjectValue json) {
        String text(String name) {
            return json.text(name).orElse("none");
        }

        long number(String name) {
            return json.member(name)
                    .filter(NumberValue.class::isInstance)
                    .map(value -> ((NumberValue) value).number().longValueExact())
                    .orElse(-1L);
        }

        boolean is(String name) {
            return json.member(name).orElseThrow() instanceof BooleanValue bool && bool.value();
        }

        String json(String name) {
            return JsonWriter.compact(json.member(name).orElseThrow());
        }

        List<String> warnings() {
            return json.member("warnings").orElse(null) instanceof ArrayValue warnings
                    ? warnings.items().stream().map(JsonWriter::compact).toList()
                    : List.of();
        }
    }
}
