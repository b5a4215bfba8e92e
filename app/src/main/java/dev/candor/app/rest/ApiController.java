package dev.candor.app.rest;

import dev.candor.app.tools.Toolbox;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the doors: each tool by its own schemas, to the letter, and each refusal. */
@RestController
public final class ApiController {
    private final Toolbox toolbox;
    private final Answers answers;

    /** A document about these tools. */
    public ApiController(Toolbox toolbox, Answers answers) {
        this.toolbox = toolbox;
        this.answers = answers;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document(HttpServletRequest request) {
        String url = "http://" + request.getServerName() + ":" + request.getServerPort();
        return answers.json(200, ApiDescription.of(toolbox.declarations(), url));
    }
}
