package dev.candor.app.rest;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes runs that a harness did by itself. */
@RestController
public final class ExecutionsController {
    private final ExecutionIntake intake;
    private final RequestBody bodies;
    private final Answers answers;
    private final Counts counts;

    /** A door to this intake. */
    public ExecutionsController(ExecutionIntake intake, RequestBody bodies, Answers answers, Counts counts) {
        this.intake = intake;
        this.bodies = bodies;
        this.answers = answers;
        this.counts = counts;
    }

    /** Answers 201 when something was recorded, 200 when telemetry is off. */
    @PostMapping(path = "/v1/executions", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(HttpServletRequest request) {
        try {
            ObjectValue receipt = bodies.use(request, intake::take);
            long recorded = receipt.integer("recorded").orElse(0L);
            counts.recorded(recorded);
            return answers.json(recorded > 0 ? 201 : 200, receipt);
        } catch (ToolException e) {
            return answers.problem(Problem.of(e));
        } catch (ProblemException e) {
            return answers.problem(e.problem());
        }
    }
}
