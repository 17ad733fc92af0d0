/**
 * Reads settings documents, and merges them with what the code says (S57, S58). Not exported.
 *
 * <p>Text becomes {@link io.breakers.operations.settings.RawSetting raw settings}, these become a
 * {@link io.breakers.operations.settings.Document} of {@link io.breakers.operations.settings.Level levels}, and a
 * {@link io.breakers.operations.settings.ServiceMerge} puts its levels over the configurations of a service. What is
 * wrong is collected in {@link io.breakers.operations.settings.Mistakes}, never thrown one by one.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.settings;
