package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static byte[] packed(byte[]... members) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (GZIPOutputStream out = new GZIPOutputStream(all)) {
                out.write(member);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return all.toByteArray();
    }

    private static byte[] unpacked(InputStream in) throws IOException {
        try (Gunzip content = new Gunzip(in)) {
            return content.readAllBytes();
        }
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Gives a byte at a time, as a slow connection does, and never says that there is more. */
    private static InputStream dripping(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    @Test
    void members_areReadOneBehindTheOther() throws IOException {
        byte[] first = random(1, 100_000);
        byte[] second = random(2, 3);
        byte[] both = Arrays.copyOf(first, first.length + 3);
        System.arraycopy(second, 0, both, first.length, 3);

        assertThat(unpacked(new ByteArrayInputStream(packed(first, second)))).isEqualTo(both);
        assertThat(unpacked(dripping(packed(first, new byte[0], second)))).isEqualTo(both);
    }

    @Test
    void header_withAllThatItMayHold_isPassedOver() throws IOException {
        byte[] plain = packed(new byte[] {'a'});
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.write(plain, 0, 3);
        full.write(0x1f);
        full.write(plain, 4, 6);
        full.writeBytes(new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2});
        full.write(plain, 10, plain.length - 10);
        assertThat(unpacked(new ByteArrayInputStream(full.toByteArray()))).isEqualTo(new byte[] {'a'});
    }

    @Test
    void cut_anywhere_isRefused() {
        byte[] whole = packed(random(3, 50));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> unpacked(new ByteArrayInputStream(cut)))
                    .as("%s bytes", length)
                    .isInstanceOf(ZipException.class);
        }
    }

    @Test
    void zeroBytes_afterAMember_arePadding() throws IOException {
        byte[] whole = packed(random(4, 50));
        byte[] padded = Arrays.copyOf(whole, whole.length + 20_000);
        assertThat(unpacked(new ByteArrayInputStream(padded))).isEqualTo(random(4, 50));
        assertThat(unpacked(dripping(padded))).isEqualTo(random(4, 50));
        System.arraycopy(packed(new byte[] {'a'}), 0, padded, padded.length - 21, 21);
        assertThat(unpacked(new ByteArrayInputStream(padded))).hasSize(51);
    }

    @Test
    void otherBytes_afterAMember_areRefused_afterItsContentWasRead() throws IOException {
        byte[] whole = packed(random(4, 50));
        for (byte[] garbage : new byte[][] {{'x'}, {0, 0, 7}, {0x1f}, {0x1f, 0x1f}}) {
            byte[] more = Arrays.copyOf(whole, whole.length + garbage.length);
            System.arraycopy(garbage, 0, more, whole.length, garbage.length);
            try (Gunzip content = new Gunzip(dripping(more))) {
                assertThat(content.readNBytes(50)).isEqualTo(random(4, 50));
                assertThatThrownBy(content::read)
                        .isInstanceOf(TrailingBytesException.class)
                        .hasMessage(
                                "expected the end, or more gzip, after member 1 of the gzip data, found other bytes;"
                                        + " the rows before them were read");
            }
        }
    }

    @Test
    void anyFlippedBit_isRefused_orChangesNothing() {
        byte[] content = random(5, 60);
        byte[] whole = packed(content);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(unpacked(new ByteArrayInputStream(flipped))).isEqualTo(content);
            } catch (IOException refused) {
                assertThat(refused).isInstanceOf(ZipException.class);
            }
        }
    }

    @Test
    void nothing_isNoGzip() {
        assertThatThrownBy(() -> unpacked(InputStream.nullInputStream())).hasMessage("expected gzip, found nothing");
    }
}
