package io.breakers.shapes;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of many shapes, compiled in one run and kept in memory. */
final class CompiledShapes {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    CompiledShapes(List<ShapeSource> shapes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        var messages = new StringWriter();
        List<Source> sources = shapes.stream()
                .flatMap(shape -> Stream.of(
                        new Source(shape.parentsName(), shape.parents()),
                        new Source(shape.typeName(), shape.service()),
                        new Source(shape.targetName(), shape.target())))
                .toList();
        List<String> options = List.of("-proc:none", "-Xlint:none", "-implicit:none");
        if (!compiler.getTask(messages, new Memory(standard), null, options, null, sources)
                .call()) {
            throw new IllegalStateException("The generated sources do not compile:\n" + messages);
        }
    }

    /** A new loader of all shapes below {@code parent}. */
    ClassLoader loader(ClassLoader parent) {
        return new ClassLoader(parent) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                ByteArrayOutputStream bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes.toByteArray(), 0, bytes.size());
            }
        };
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String typeName, String text) {
            super(URI.create("memory:///" + typeName.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        Memory(StandardJavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    var bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
