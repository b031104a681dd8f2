/** The backend on NVIDIA GPUs; needs nothing but the driver at run time. */
package org.sluice.cuda;
