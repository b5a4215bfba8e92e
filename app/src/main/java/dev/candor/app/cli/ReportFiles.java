package dev.candor.app.cli;

import dev.candor.app.tools.Answer;
import dev.candor.export.ExportedFile;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files that an answer is written into beside what is printed. A report that is there is replaced as a whole. */
record ReportFiles(Optional<Path> json, Optional<Path> markdown) {
    private static final Flag OUTPUT =
            Flag.optional("--output", Flag.FILE, "also write the report into this file, as JSON");
    private static final Flag MARKDOWN_OUTPUT =
            Flag.optional("--markdown-output", Flag.FILE, "also write the report into this file, as Markdown");
    static final List<Flag> FLAGS = List.of(OUTPUT, MARKDOWN_OUTPUT);

    /** As the flags name them. */
    static ReportFiles of(Arguments arguments, Surroundings surroundings) throws UsageException {
        ReportFiles files =
                new ReportFiles(file(OUTPUT, arguments, surroundings), file(MARKDOWN_OUTPUT, arguments, surroundings));
        if (files.json().isPresent() && files.json().equals(files.markdown())) {
            throw new UsageException("the flags " + OUTPUT.name() + " and " + MARKDOWN_OUTPUT.name()
                    + " name the same file " + files.json().get() + "; name another one for one of them");
        }
        return files;
    }

    private static Optional<Path> file(Flag flag, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        Optional<String> text = arguments.text(flag.name());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path file = surroundings
                .pathOfThisMachine(flag.name(), "a file", text.get())
                .toAbsolutePath()
                .normalize();
        Surroundings.mustNotBeOutput(file, "the file of " + flag.name() + " " + text.get());
        return Optional.of(file);
    }

    /** Writes those that there are. */
    void write(String title, Answer answer) throws ToolException {
        if (json.isPresent()) {
            write(json.get(), JsonWriter.indented(answer.json()) + "\n");
        }
        if (markdown.isPresent()) {
            Page page = Page.markdown();
            answer.tell(page);
            write(markdown.get(), "# " + title + "\n\n" + page.text().strip() + "\n");
        }
    }

    private static void write(Path file, String text) throws ToolException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ExportedFile.write(file, out -> out.write(bytes), true);
    }
}
