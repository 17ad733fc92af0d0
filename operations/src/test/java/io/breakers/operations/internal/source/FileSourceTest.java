package io.breakers.operations.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.operations.internal.document.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S60: a file that changes while it is read. */
class FileSourceTest {
    @TempDir
    Path directory;

    private Path file;
    private int opened;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("a.properties"), "first");
    }

    private String read(FileSource.Opening opening) throws SourceException {
        byte[] content = new FileSource(file, Format.PROPERTIES, opening).read().content();
        return new String(content, StandardCharsets.UTF_8);
    }

    private void replace(String content) {
        try {
            Path next = Files.writeString(directory.resolve("next"), content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Before it is opened, so that the new one is read under the marks of the old one. */
    @Test
    void s60_aFileThatIsReplacedIsReadAgain() throws Exception {
        String content = read(path -> {
            if (opened++ == 0) {
                InputStream old = Files.newInputStream(path);
                replace("other");
                return old;
            }
            return Files.newInputStream(path);
        });

        assertThat(content).isEqualTo("other");
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void s60_aFileThatIsWrittenIsReadAgain() throws Exception {
        String content = read(path -> {
            if (opened++ == 0) {
                byte[] half = "fir".getBytes(StandardCharsets.UTF_8);
                Files.writeString(path, "second");
                return new ByteArrayInputStream(half);
            }
            return Files.newInputStream(path);
        });

        assertThat(content).isEqualTo("second");
    }

    @Test
    void s60_aFileThatIsLongerThanWhatWasReadIsReadAgain() throws Exception {
        String content = read(path -> opened++ == 0
                ? new ByteArrayInputStream("fir".getBytes(StandardCharsets.UTF_8))
                : Files.newInputStream(path));

        assertThat(content).isEqualTo("first");
    }

    @Test
    void s60_aFileThatChangesAllTheTimeIsAnError() {
        assertThatThrownBy(() -> read(path -> {
                    replace("version " + opened++);
                    return Files.newInputStream(path);
                }))
                .isInstanceOf(SourceException.class)
                .hasMessage("changes while it is read");
        assertThat(opened).isEqualTo(5);
    }

    @Test
    void s60_aFileThatGoesAwayIsAnError() {
        assertThatThrownBy(() -> read(path -> {
                    InputStream old = Files.newInputStream(path);
                    Files.delete(path);
                    return old;
                }))
                .isInstanceOf(SourceException.class)
                .hasMessage("is not there");
    }
}
