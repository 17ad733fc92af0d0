/**
 * Where documents come from: {@link io.breakers.operations.internal.source.FileSource files} and
 * {@link io.breakers.operations.internal.source.HttpSource addresses}, which give the same
 * {@link io.breakers.operations.internal.source.Text} each time as long as nothing has changed (S60). What it says is
 * not known here.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.source;
