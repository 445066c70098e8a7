"""Drawing of many frames at once with PyTorch, for GPUs: the same results as the frame-by-frame drawing on the CPU.

The frames of a batch have regions of different sizes. They share tensors as large as the largest region; sizes are per frame.
"""
