package dev.candor.app.http.page;

import dev.candor.export.html.HtmlOutput;
import gg.jte.Content;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** The pages: where each is, and which filters its address may have. */
public final class View {
    public static final View OVERVIEW = new View("/", "Overview", JteoverviewGenerated::render, "since", "until");
    public static final View FAILURES = new View("/failures", "Failures", JtefailuresGenerated::render, "days");
    public static final View AGENTS =
            new View("/agents", "Agents", JteagentsGenerated::render, "agent", "session_id", "offset");
    public static final View EXECUTIONS =
            new View("/executions", "Executions", JteexecutionsGenerated::render, "correlation_id", "outcome");
    public static final View ORCHESTRATION =
            new View("/orchestration", "Orchestration", JteorchestrationGenerated::render, "repository", "state");
    public static final View SESSIONS =
            new View("/sessions", "Training", JtesessionsGenerated::render, "session_id", "offset");
    public static final View QUARANTINE =
            new View("/quarantine", "Quarantine", JtequarantineGenerated::render, "id", "code");
    public static final View HEALTH = new View("/health", "Health", JtehealthGenerated::render);
    public static final View ITEM = new View(
            "/item", "Skill, item or tool", JteitemGenerated::render, "kind", "key", "since", "until", "outcome");
    public static final View RUNS =
            new View("/runs", "All runs", JteitemGenerated::render, "since", "until", "outcome");
    public static final View SEARCH = new View("/search", "Search", JtesearchGenerated::render, "q");

    /** All of them. */
    public static final List<View> ALL = List.of(
            OVERVIEW, FAILURES, AGENTS, EXECUTIONS, ORCHESTRATION, SESSIONS, QUARANTINE, HEALTH, ITEM, RUNS, SEARCH);

    private final String path;
    private final String title;
    private final Template template;
    private final List<String> filters;

    /** The class that is generated from a template; one without forms to change needs no interceptor. */
    private interface Template {
        void render(HtmlTemplateOutput out, HtmlInterceptor none, Page page);
    }

    private View(String path, String title, Template template, String... filters) {
        this.path = path;
        this.title = title;
        this.template = template;
        this.filters = List.of(filters);
    }

    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    /** The names that its address may have after the {@code ?}. */
    public List<String> filters() {
        return filters;
    }

    /** Those that every page leads to. */
    static List<View> listed() {
        return List.of(OVERVIEW, FAILURES, AGENTS, EXECUTIONS, ORCHESTRATION, SESSIONS, QUARANTINE, HEALTH);
    }

    /** Writes a page as it comes to be. */
    @SuppressWarnings("NullAway")
    public void write(Page page, Writer writer) throws IOException {
        try {
            HtmlOutput out = new HtmlOutput(new WriterOutput(writer));
            Content content = to -> template.render((HtmlTemplateOutput) to, null, page);
            // the head is on its way before the first question is asked
            Content sent = to -> flush(writer);
            JtelayoutGenerated.render(out, null, page, page.heading(), sent, content);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private static void flush(Writer writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
