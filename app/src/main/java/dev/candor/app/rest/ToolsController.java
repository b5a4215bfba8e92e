package dev.candor.app.rest;

import dev.candor.app.tools.Answer;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tools over HTTP. */
@RestController
public final class ToolsController {
    private static final byte[] NO_ARGUMENTS = "{}".getBytes(StandardCharsets.UTF_8);

    private final Toolbox toolbox;
    private final List<ToolDoor> doors;
    private final RequestBody bodies;
    private final CallsUnderWay calls;
    private final Answers answers;
    private final Counts counts;

    /** A door to this toolbox. */
    public ToolsController(Toolbox toolbox, RequestBody bodies, CallsUnderWay calls, Answers answers, Counts counts) {
        this.toolbox = toolbox;
        this.doors = ToolDoor.all(toolbox.declarations());
        this.bodies = bodies;
        this.calls = calls;
        this.answers = answers;
        this.counts = counts;
    }

    private interface Work {
        Answer<?> on(byte[] body, ToolContext context) throws ToolException;
    }

    @GetMapping(path = "/tools", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list() {
        return answers.json(
                200,
                new ObjectValue(Map.of(
                        "tools",
                        JsonValue.of(toolbox.descriptions().stream()
                                .map(ToolDescription::json)
                                .toList()))));
    }

    @PostMapping(path = "/tools/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> call(@PathVariable("name") String name, HttpServletRequest request) {
        return answer(
                name, request, (body, context) -> toolbox.call(name, body.length == 0 ? NO_ARGUMENTS : body, context));
    }

    @PostMapping(path = "/execute", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> execute(HttpServletRequest request) {
        return answer(Toolbox.RUN, request, toolbox::execute);
    }

    /** What is asked here has passed the gate, so it is the path of a door. */
    @GetMapping(path = "/v1/**", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> ask(HttpServletRequest request) {
        ToolDoor door = door(Route.READ, request);
        try {
            Optional<String> query = Optional.ofNullable(request.getQueryString());
            ObjectValue arguments = door.arguments(request.getRequestURI(), query);
            String name = door.tool().name();
            return answer(
                    name, request, (body, context) -> toolbox.call(name, arguments, context, ArgumentNames.MEMBERS));
        } catch (ProblemException e) {
            return answers.problem(e.problem());
        }
    }

    @PostMapping(path = "/v1/**", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> tell(HttpServletRequest request) {
        return call(door(Route.CALL, request).tool().name(), request);
    }

    private ToolDoor door(Set<String> methods, HttpServletRequest request) {
        return doors.stream()
                .filter(door ->
                        door.route().methods().equals(methods) && door.route().leadsTo(request.getRequestURI()))
                .findFirst()
                .orElseThrow();
    }

    private ResponseEntity<byte[]> answer(String tool, HttpServletRequest request, Work work) {
        try (CallsUnderWay.Call call = calls.begin()) {
            Answer<?> result = bodies.use(request, body -> work.on(body, context(call)));
            counts.succeeded(tool);
            return answers.json(200, result.json());
        } catch (ToolException e) {
            counts.failed(tool, e.kind());
            return answers.problem(Problem.of(e));
        } catch (ProblemException e) {
            return answers.problem(e.problem());
        }
    }

    private static ToolContext context(CallsUnderWay.Call call) {
        return new ToolContext(call.cancellation(), progress -> {});
    }
}
