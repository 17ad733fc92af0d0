/**
 * Reads settings documents (S57). Not exported, like all packages below {@code internal}.
 *
 * <p>Text in a {@link io.breakers.operations.internal.document.Format Format} becomes
 * {@link io.breakers.operations.internal.document.RawSetting raw settings}, and these become a
 * {@link io.breakers.operations.internal.document.Document Document} of
 * {@link io.breakers.operations.internal.document.Level levels}. What is wrong is collected in
 * {@link io.breakers.operations.internal.document.Mistakes}, never thrown one by one. Nothing here knows of services.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.document;
