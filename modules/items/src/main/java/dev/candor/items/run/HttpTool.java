package dev.candor.items.run;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.ParameterSchema;
import dev.candor.items.file.Placeholders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A YAML tool whose executor is {@code http_client}: {@code method, url, headers, body, auth, retry, timeout}. */
final class HttpTool {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final String UNRESERVED = "-._~";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_ATTEMPTS = 5;

    private HttpTool() {}

    static RunResult run(ToolRun run, ObjectValue config, Template template, Optional<Duration> timeout)
            throws ToolException {
        TrackedHttp.Plan plan = plan(config, template, run.trace(), timeout.orElse(TIMEOUT));
        Duration whole = run.timeout().orElse(run.limits().timeout());
        try (TrackedHttp http = new TrackedHttp(run.limits().outputBytes(), whole, run.progress())) {
            return http.send(plan);
        } catch (IllegalArgumentException notAllowed) {
            // which headers the client keeps to itself, only the client knows
            throw ParameterSchema.broken("config makes no request: " + notAllowed.getMessage());
        }
    }

    private static TrackedHttp.Plan plan(ObjectValue config, Template template, TraceContext trace, Duration timeout)
            throws ToolException {
        String method = template.text(config.member("method").orElse(JsonValue.of("GET")))
                .toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw ParameterSchema.broken("config.method must be one of "
                    + String.join(", ", METHODS.stream().sorted().toList()));
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonValue> header :
                YamlTool.section(config, "headers").members().entrySet()) {
            Optional<String> value = template.entry(header.getValue());
            if (value.isPresent()) {
                put(headers, header.getKey(), value.get());
            }
        }
        authorize(headers, YamlTool.section(config, "auth"), template);
        trace(headers, trace);
        boolean bodiless = method.equals("GET") || method.equals("HEAD");
        Optional<JsonValue> said = config.member("body").filter(value -> !bodiless && Placeholders.isGiven(value));
        Optional<JsonValue> body = said.isPresent() ? template.value(said.get()) : Optional.empty();
        body.ifPresent(value -> headers.putIfAbsent(
                "Content-Type", value instanceof StringValue ? "text/plain; charset=utf-8" : "application/json"));
        ObjectValue retry = YamlTool.section(config, "retry");
        return new TrackedHttp.Plan(
                method,
                uri(config.text("url").orElse(""), template),
                headers,
                body.map(value -> value instanceof StringValue text ? text.text() : JsonWriter.compact(value)),
                timeout,
                Math.clamp(retry.integer("max_attempts").orElse(1L), 1, MAX_ATTEMPTS),
                retry.text("backoff").orElse("exponential").equals("exponential"));
    }

    /** What the item sets itself stays; the state of our trace says nothing of a trace that the item names. */
    private static void trace(Map<String, String> headers, TraceContext trace) {
        Map<String, String> ours = trace.headers();
        if (headers.containsKey(TraceContext.PARENT)) {
            ours.remove(TraceContext.STATE);
        }
        ours.forEach(headers::putIfAbsent);
    }

    private static void authorize(Map<String, String> headers, ObjectValue auth, Template template)
            throws ToolException {
        switch (auth.text("type").orElse("")) {
            case "bearer" ->
                put(
                        headers,
                        "Authorization",
                        "Bearer "
                                + template.text(JsonValue.of(auth.text("token").orElse(""))));
            case "api_key" ->
                put(
                        headers,
                        auth.text("header").orElse("X-API-Key"),
                        template.text(JsonValue.of(auth.text("key").orElse(""))));
            case "" -> {
                if (!auth.members().isEmpty()) {
                    throw ParameterSchema.broken("config.auth.type must be bearer or api_key");
                }
            }
            default -> throw ParameterSchema.broken("config.auth.type must be bearer or api_key");
        }
    }

    /** A value must not become a second header, and says nothing of itself in an error: it may be a secret. */
    private static void put(Map<String, String> headers, String name, String value) throws ToolException {
        if (!HEADER.matcher(name).matches()) {
            throw ParameterSchema.broken("config.headers has no header's name: '" + BoundedOutput.oneLine(name) + "'");
        }
        if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f || c > 0xff)) {
            throw ParameterSchema.invalid("the header " + name + " would get a character that no header may have");
        }
        headers.put(name, value.strip());
    }

    /** Parameters stay one part of the address, except one that it begins with. */
    private static URI uri(String template, Template values) throws ToolException {
        String whole;
        Optional<String> base = Placeholders.names(template.substring(0, template.indexOf('}') + 1)).stream()
                .filter(name -> template.startsWith("{" + name + "}"))
                .findFirst();
        try {
            whole = base.isPresent()
                    ? values.address("{" + base.get() + "}", text -> text)
                            + values.address(template.substring(base.get().length() + 2), HttpTool::encoded)
                    : values.address(template, HttpTool::encoded);
            URI uri = URI.create(whole);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException noAddress) {
            throw ParameterSchema.invalid("with them, config.url is no http or https address");
        }
        throw ParameterSchema.invalid("with them, config.url is no http or https address");
    }

    private static String encoded(String text) {
        if (text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("a step to another folder");
        }
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xFF);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
