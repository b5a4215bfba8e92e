package dev.candor.app.mcp;

import dev.candor.app.mcp.FeatureMethods.Method;
import dev.candor.app.mcp.FeatureMethods.Result;
import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Request;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Answers requests, each by the revision that it is of. It knows no transport, and keeps nothing between two requests but
 * what clients with a handshake asked for: the level of their log, and the resources that they follow. Safe for concurrent use.
 */
public final class JsonRpcDispatcher {
    private static final String INSTRUCTIONS = """
            Candor records how the user's directives, tools and knowledge entries do, on this machine only and only while \
            telemetry is on. Run such items with run_with_telemetry instead of reading or starting their files, so that \
            runs are recorded; ask telemetry_status how an item has done before relying on it. configure_telemetry and \
            clear_telemetry change what the user keeps: call them when the user asks for it.""";

    private static final JsonValue COMPLETE = JsonValue.of("complete");

    private final ObjectValue identity;
    private final Function<Throwable, String> failures;
    private final Subscriptions subscriptions;
    private final FollowedResources followed;
    private final Map<String, Method> stateless = new LinkedHashMap<>();
    private final Map<String, Method> withHandshake = new LinkedHashMap<>();
    private volatile Optional<LogLevel> logLevel = Optional.empty();

    /**
     * A dispatcher.
     *
     * @param failures is told what nobody expected, and gives the sentence about it for the client
     */
    public JsonRpcDispatcher(Features features, ServerIdentity identity, Function<Throwable, String> failures) {
        this.identity = identity.json();
        this.failures = failures;
        this.subscriptions = new Subscriptions(features.resources());
        this.followed = new FollowedResources(features.resources());
        Map<String, Method> common = new FeatureMethods(features).byName();
        stateless.putAll(common);
        stateless.put("server/discover", (params, call) -> discover());
        stateless.put(Subscriptions.METHOD, subscriptions::listen);
        withHandshake.putAll(common);
        withHandshake.put("initialize", (params, call) -> initialize(params));
        withHandshake.put("ping", (params, call) -> Result.of(Map.of()));
        withHandshake.put(FollowedResources.SUBSCRIBE, followed::subscribe);
        withHandshake.put(FollowedResources.UNSUBSCRIBE, followed::unsubscribe);
        withHandshake.put("logging/setLevel", (params, call) -> setLevel(params));
    }

    /** Ends the requests that would stay open, each with its result, and all other streams that tell of resources. */
    public void endSubscriptions() {
        subscriptions.close();
        followed.close();
    }

    /** See {@link FollowedResources#tell}. */
    boolean tellFollowed(String client, Cancellation unwanted, Predicate<ObjectValue> told) {
        return followed.tell(client, unwanted, told);
    }

    /** The least that a request wants to hear of the log. */
    Optional<LogLevel> threshold(RequestMeta meta, Revision revision) {
        return revision.isStateless() ? meta.logLevel().flatMap(LogLevel::of) : logLevel;
    }

    /** Answers a request, on the calling thread. */
    Answer answer(Request request, Revision revision, CallUnderWay call) {
        try {
            Map<String, Method> methods = revision.isStateless() ? stateless : withHandshake;
            Method method = methods.get(request.method());
            if (method == null) {
                throw noMethod(request.method(), revision, methods);
            }
            Result result = method.call(new Params(request.method(), request.params()), call);
            return Answer.result(request.id(), members(result, revision));
        } catch (McpError e) {
            return Answer.error(Optional.of(request.id()), e, revision);
        } catch (RuntimeException | Error e) {
            // whatever it was: a client that gets no answer waits for ever
            McpError error = new McpError(Code.INTERNAL_ERROR, failures.apply(e));
            return Answer.error(Optional.of(request.id()), error, revision);
        } finally {
            call.end();
        }
    }

    private static McpError noMethod(String method, Revision revision, Map<String, Method> methods) {
        return new McpError(
                Code.METHOD_NOT_FOUND,
                "there is no method " + Violation.quoted(method)
                        + (revision.isStateless() ? " in revision " + revision.word() : " before revision 2026-07-28")
                        + "; the methods are " + String.join(", ", new TreeSet<>(methods.keySet())));
    }

    private Map<String, JsonValue> members(Result result, Revision revision) {
        if (!revision.isStateless()) {
            return result.members();
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("resultType", COMPLETE);
        members.putAll(result.members());
        members.putAll(result.hints());
        Map<String, JsonValue> meta = new LinkedHashMap<>(result.meta());
        if (result.members().get("_meta") instanceof ObjectValue own) {
            meta.putAll(own.members());
        }
        meta.put(RequestMeta.SERVER_INFO, identity);
        members.put("_meta", new ObjectValue(meta));
        return members;
    }

    private static Result discover() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(
                "supportedVersions",
                JsonValue.of(Revision.words().stream().map(JsonValue::of).toList()));
        members.put("capabilities", FeatureMethods.capabilities());
        members.put("instructions", JsonValue.of(INSTRUCTIONS));
        return Result.stable(members);
    }

    private Result initialize(Params params) throws McpError {
        Revision revision = Revision.of(params.text("protocolVersion"))
                .filter(known -> !known.isStateless())
                .orElseGet(Revision::newestWithHandshake);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("protocolVersion", JsonValue.of(revision.word()));
        members.put("capabilities", FeatureMethods.capabilities());
        members.put("serverInfo", identity);
        members.put("instructions", JsonValue.of(INSTRUCTIONS));
        return Result.of(members);
    }

    private Result setLevel(Params params) throws McpError {
        logLevel = Optional.of(LogLevel.named("params.level", params.text("level")));
        return Result.of(Map.of());
    }
}
