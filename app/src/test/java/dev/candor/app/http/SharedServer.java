package dev.candor.app.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** One server for all tests of a class, which forgets before each of them what tests can tell it. */
final class SharedServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private Path folder = Path.of("not started");
    private ServerFixture fixture;

    ServerFixture fixture() {
        return fixture;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, ServerException {
        folder = Files.createTempDirectory("candor-server");
        fixture = new ServerFixture(folder);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture.forget();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, ServerException {
        fixture.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
