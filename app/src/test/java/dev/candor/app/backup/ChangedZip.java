package dev.candor.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Changes the text of one file in a zip file, as somebody does who knows how. */
final class ChangedZip {
    private ChangedZip() {}

    static void change(Path file, String name, Function<String, String> edit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = in.readAllBytes();
                if (entry.getName().equals(name)) {
                    String before = new String(content, UTF_8);
                    content = edit.apply(before).getBytes(UTF_8);
                    assertThat(new String(content, UTF_8)).isNotEqualTo(before);
                }
                out.write(content);
                out.closeEntry();
            }
        }
        Files.write(file, bytes.toByteArray());
    }
}
