package dev.candor.foundation.files;

import java.util.zip.ZipException;

/** Bytes that are no gzip follow gzip data. All content that was read before is whole. */
public final class TrailingBytesException extends ZipException {
    private static final long serialVersionUID = 1L;

    TrailingBytesException(String sentence) {
        super(sentence);
    }
}
