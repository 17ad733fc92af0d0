package io.breakers.operations.internal.source;

import io.breakers.operations.internal.document.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A document in a file. What is replaced or written while it is read is read again: by its size, its time and its
 * identity, which also changes with a symbolic link.
 */
public final class FileSource implements Source {
    /** A megabyte: no document of people is larger. */
    static final int LARGEST = 1 << 20;

    private static final int ATTEMPTS = 5;

    /** Opens a file; tests change it meanwhile. */
    interface Opening {
        InputStream open(Path file) throws IOException;
    }

    /** What tells one version of a file from another. */
    private record Version(
            long size, FileTime time, @Nullable Object identity) {
        static Version of(Path file) throws IOException, SourceException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new SourceException("is no file");
            }
            return new Version(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    private final Path file;
    private final Format format;
    private final Opening opening;

    public FileSource(Path file, Format format) {
        this(file, format, Files::newInputStream);
    }

    FileSource(Path file, Format format, Opening opening) {
        this.file = file;
        this.format = format;
        this.opening = opening;
    }

    @Override
    public Text read() throws SourceException {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Version before = Version.of(file);
                byte[] content = content();
                if (before.equals(Version.of(file)) && content.length == before.size()) {
                    return new Text(format, content);
                }
            }
        } catch (NoSuchFileException gone) {
            throw new SourceException("is not there", gone);
        } catch (FileSystemException refused) {
            throw new SourceException("cannot be read: " + refused, refused);
        } catch (IOException broken) {
            throw new SourceException("cannot be read: " + broken.getClass().getSimpleName(), broken);
        }
        throw new SourceException("changes while it is read");
    }

    private byte[] content() throws IOException, SourceException {
        try (InputStream in = opening.open(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new SourceException("is larger than " + LARGEST + " bytes");
            }
            return content;
        }
    }
}
