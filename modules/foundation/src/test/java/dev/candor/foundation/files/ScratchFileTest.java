package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
    @TempDir
    Path folder;

    @Test
    void bytes_areReadAsOftenAsNeeded_inTurns() throws IOException {
        try (ScratchFile file = ScratchFile.in(folder)) {
            OutputStream out = file.append();
            out.write(new byte[] {9, 1, 2, 9}, 1, 2);
            out.write(255);
            assertThat(file.size()).isEqualTo(3);
            InputStream one = file.read();
            InputStream other = file.read();
            assertThat(one.read()).isEqualTo(1);
            assertThat(other.readAllBytes()).isEqualTo(new byte[] {1, 2, (byte) 255});
            assertThat(one.readAllBytes()).isEqualTo(new byte[] {2, (byte) 255});
            assertThat(one.read()).isEqualTo(-1);
        }
    }

    @Test
    void severalInOneFolder_areApart_andNoNameStays() throws IOException {
        Path missing = folder.resolve("a/b");
        try (ScratchFile one = ScratchFile.in(missing);
                ScratchFile other = ScratchFile.in(missing)) {
            one.append().write(1);
            assertThat(other.size()).isZero();
            assertThat(missing).isEmptyDirectory();
        }
        assertThat(missing).isEmptyDirectory();
    }

    @Test
    void closedFile_isGone() throws IOException {
        ScratchFile file = ScratchFile.in(folder);
        file.close();
        assertThatThrownBy(() -> file.append().write(1)).isInstanceOf(ClosedChannelException.class);
    }
}
