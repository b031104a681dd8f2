/** Families of laws μ(α) of the systems' parameters, as pushforwards of standard normals. */
package org.sluice.inversion.measure;
