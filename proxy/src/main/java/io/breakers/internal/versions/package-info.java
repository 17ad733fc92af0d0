/** Whether the modules of this library that an application runs with belong together. */
package io.breakers.internal.versions;
